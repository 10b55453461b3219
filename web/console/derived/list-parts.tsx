import { DownloadOutlined, ImportOutlined, LeftOutlined, PlusOutlined, ReloadOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Dropdown, Select } from 'antd';
import { Link } from 'react-router';
import { mayImport } from '#kernel/exchange/columns.ts';
import { withQuery } from '#web/api/client.ts';
import type { Count } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { useSession } from '../session/session.tsx';
import { formatNumber } from '../shared/format.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { conditionsOf, type ListState, pageSizes, writeListState } from './list-state.ts';
import { type AnyAction, type AnyRecordType, creatingActions, stateOf } from './types.ts';

interface TabsProps {
  readonly type: AnyRecordType;
  readonly state: ListState;
  readonly count: Count | undefined;
}

interface Tab {
  readonly states: readonly string[];
  readonly label: string;
  readonly count: number | undefined;
  readonly capped: boolean;
}

/** One tab per state with its count under the present conditions; which counts stopped early says a plus sign. Each is an address of its own. */
export function StateTabs({ type, state, count }: TabsProps) {
  const { t, say, language } = useWords();
  const tabs: readonly Tab[] = [
    { states: [], label: t('common.all'), count: count?.total, capped: count?.capped === true },
    ...type.stateNames.map((name) => ({
      states: [name],
      label: say(stateOf(type, name)?.label ?? { zh: name, en: name }),
      count: count === undefined ? undefined : (count.states[name] ?? 0),
      capped: false,
    })),
  ];
  const chosen = state.states.join(',');
  return (
    <nav aria-label={t('record.state')} className="state-tabs screen">
      <ul className="plain">
        {tabs.map((tab) => {
          const current = tab.states.join(',') === chosen;
          return (
            <li key={tab.states.join(',')}>
              <Link
                to={`?${writeListState({ ...state, states: tab.states, cursor: '' })}`}
                {...(current ? { 'aria-current': 'page' as const } : {})}
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span className="tab-count">
                    {formatNumber(tab.count, language)}
                    {tab.capped && '+'}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

interface ToolbarProps {
  readonly type: AnyRecordType;
  readonly state: ListState;
  readonly busy: boolean;
  readonly onRefresh: () => void;
  readonly onCreate: (name: string, action: AnyAction) => void;
}

export function Toolbar({ type, state, busy, onRefresh, onCreate }: ToolbarProps) {
  const { t, say, language } = useWords();
  const session = useSession();
  const creating = creatingActions(type, session.post.roles);
  const [only] = creating;
  const exportPath = withQuery(`/v1/${type.plural}/export`, { ...conditionsOf(state), state: state.states, language });
  return (
    <>
      <Button icon={<ReloadOutlined />} loading={busy} onClick={onRefresh}>
        {t('common.refresh')}
      </Button>
      <Button icon={<DownloadOutlined />} href={exportPath} download="">
        {t('common.export')}
      </Button>
      {mayImport(session.post, type) && (
        <LinkButton icon={<ImportOutlined />} to={`/imports?type=${type.plural}`}>
          {t('imports.title')}
        </LinkButton>
      )}
      {only !== undefined && creating.length === 1 && (
        <Button type="primary" data-create icon={<PlusOutlined />} aria-haspopup="dialog" onClick={() => onCreate(only[0], only[1])}>
          {say(only[1].label)}
        </Button>
      )}
      {creating.length > 1 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: creating.map(([name, action]) => ({ key: name, label: say(action.label), onClick: () => onCreate(name, action) })),
          }}
        >
          <Button type="primary" data-create icon={<PlusOutlined />} aria-haspopup="menu">
            {t('common.create')}
          </Button>
        </Dropdown>
      )}
    </>
  );
}

interface PagerProps {
  readonly state: ListState;
  readonly page: number;
  readonly total: string;
  readonly hasNext: boolean;
  readonly busy: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly onSize: (size: number) => void;
}

/** Pages follow one another by cursor: ten million rows have no page 300,000 that anybody wants. */
export function Pager({ state, page, total, hasNext, busy, onPrevious, onNext, onSize }: PagerProps) {
  const { t } = useWords();
  return (
    <nav className="pager screen" aria-label={t('record.list')}>
      <span className="muted grow number">{total}</span>
      <Select
        aria-label={t('record.size')}
        value={state.limit}
        options={pageSizes.map((size) => ({ value: size, label: t('record.perPage', { size }) }))}
        onChange={onSize}
        popupMatchSelectWidth={false}
      />
      <Button icon={<LeftOutlined />} disabled={page === 1 || busy} onClick={onPrevious}>
        {t('record.previous')}
      </Button>
      <span className="number" aria-live="polite">
        {t('record.page', { page })}
      </span>
      <Button icon={<RightOutlined />} iconPlacement="end" disabled={!hasNext || busy} onClick={onNext}>
        {t('record.next')}
      </Button>
    </nav>
  );
}
