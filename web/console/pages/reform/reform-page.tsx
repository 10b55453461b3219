import { useQuery } from '@tanstack/react-query';
import { Empty, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { quarterText } from '#modules/reform/quarter.ts';
import { api } from '#web/api/client.ts';
import type { ReformBoard } from '#web/api/reform.ts';
import { typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatNumber } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { LateList } from './late-list.tsx';
import { Papers } from './papers.tsx';
import { linesOf, owedInAll, taskTotals, wholeOf } from './tallies.ts';
import { type Column, type LinkTo, TallyTable } from './tally-table.tsx';
import './reform.css';

const statesOf: Partial<Record<Column, string>> = {
  accepted: 'accepted',
  submitted: 'submitted',
  returned: 'returned',
  owed: 'owed',
  should: 'owed,returned,submitted,accepted',
  unknown: 'unknown',
  running: 'open,standing',
  done: 'done',
};
const taskColumns: readonly Column[] = ['tasks', 'unknown', 'running', 'done'];

/** The list behind a number; `own` narrows it to a unit, a system or a year. */
function listOf(board: ReformBoard, what: Column, own: string): string {
  const states = statesOf[what];
  const state = states === undefined ? '' : `&state=${states}`;
  if (taskColumns.includes(what)) return `/reform-tasks?programme=${board.programme ?? ''}${own}${state}`;
  const late = what === 'late' ? '&overdue=true' : '';
  return `/task-reports?programme=${board.programme ?? ''}&quarter=${board.quarter ?? ''}${own}${state}${late}`;
}

function Numbers({ board, numbers }: { readonly board: ReformBoard; readonly numbers: readonly (readonly [Column, number])[] }) {
  const { t, language } = useWords();
  return (
    <ul className="plain reform-summary">
      {numbers.map(([what, value]) => (
        <li key={what}>
          <Link to={listOf(board, what, '')}>
            <span className={`reform-number number ${what === 'late' && value > 0 ? 'alarm' : ''}`}>{formatNumber(value, language)}</span>
            <span>{t(`reform.${what}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Summary({ board }: { readonly board: ReformBoard }) {
  const { t } = useWords();
  const counts = wholeOf(board);
  const tasks = taskTotals(board);
  return (
    <section className="panel" aria-labelledby="reform-summary">
      <h2 id="reform-summary">{t('reform.summary')}</h2>
      {counts === undefined ? (
        <p className="muted">{t('reform.noReports')}</p>
      ) : (
        <Numbers
          board={board}
          numbers={[
            ['late', counts.late],
            ['should', owedInAll(counts)],
            ['accepted', counts.accepted],
            ['submitted', counts.submitted],
            ['returned', counts.returned],
            ['owed', counts.owed],
          ]}
        />
      )}
      {tasks.total > 0 && (
        <>
          <h3 className="reform-head">{t('reform.allTasks')}</h3>
          <Numbers
            board={board}
            numbers={[
              ['tasks', tasks.total],
              ['unknown', tasks.unknown],
              ['running', tasks.running],
              ['done', tasks.done],
            ]}
          />
        </>
      )}
    </section>
  );
}

function Tables({ board }: { readonly board: ReformBoard }) {
  const { t, say } = useWords();
  const option = typeByName('task-report')?.fields.system;
  const systems = option?.kind === 'choice' ? option.options : {};
  const named = (code: string) => board.labels[code] ?? { zh: code, en: code };
  const by =
    (name: string): LinkTo =>
    (line, what) =>
      // A list cannot be asked for what has no year.
      line.key === null ? null : listOf(board, what, `&${name}=${line.key}`);
  return (
    <>
      <TallyTable
        heading={t('reform.byUnit')}
        of={t('reform.unit')}
        lines={linesOf(board, 'unit')}
        nameOf={(key) => say(named(key ?? ''))}
        linkTo={by('unit')}
        withTasks={false}
      />
      <TallyTable
        heading={t('reform.bySystem')}
        of={t('reform.system')}
        lines={linesOf(board, 'system')}
        nameOf={(key) => say(systems[key ?? ''] ?? named(key ?? ''))}
        linkTo={by('system')}
        withTasks={board.tasks.length > 0}
      />
      <TallyTable
        heading={t('reform.byYear')}
        of={t('reform.year')}
        lines={linesOf(board, 'year')}
        nameOf={(key) => key ?? t('reform.standing')}
        linkTo={by('year')}
        withTasks={board.tasks.length > 0}
      />
    </>
  );
}

function Choices({ board, choose }: { readonly board: ReformBoard; readonly choose: (programme: string, quarter: string | null) => void }) {
  const { t, say } = useWords();
  const chosen = board.programmes.find((each) => each.id === board.programme);
  return (
    <div className="row">
      <Select
        aria-label={t('reform.programme')}
        className="reform-choice"
        value={board.programme}
        onChange={(id: string) => choose(id, null)}
        options={board.programmes.map(({ id }) => ({ value: id, label: say(board.labels[id] ?? { zh: id, en: id }) }))}
      />
      {chosen !== undefined && chosen.quarters.length > 0 && (
        <Select
          aria-label={t('reform.quarter')}
          className="reform-quarter"
          value={board.quarter}
          onChange={(quarter: string) => choose(chosen.id, quarter)}
          options={chosen.quarters.map((quarter) => ({ value: quarter, label: say(quarterText(quarter)) }))}
        />
      )}
    </div>
  );
}

/** 改革任务看板: who is late with the reform programme and why, in one look. */
export function ReformPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const asked = { programme: search.get('programme') ?? '', quarter: search.get('quarter') ?? '' };
  const { data, error, refetch } = useQuery({
    queryKey: ['reform-board', asked],
    queryFn: ({ signal }) => api.get<ReformBoard>('/v1/reform-board', asked, signal),
    placeholderData: (before) => before,
  });
  const choose = (programme: string, quarter: string | null) => setSearch(quarter === null ? { programme } : { programme, quarter });
  const empty = data !== undefined && data.programme === null;
  return (
    <>
      <PageHead title={t('reform.title')} note={t('reform.internal')} />
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={12} />}
      {empty && (
        <section className="panel">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('reform.empty')}>
            <p className="muted">{t('reform.emptyHelp')}</p>
          </Empty>
        </section>
      )}
      {data !== undefined && !empty && (
        <>
          <Choices board={data} choose={choose} />
          <Summary board={data} />
          <LateList board={data} />
          <Tables board={data} />
          <Papers board={data} />
        </>
      )}
    </>
  );
}
