import { useQuery } from '@tanstack/react-query';
import { Checkbox, Empty, Input, Table } from 'antd';
import { useState } from 'react';
import { isRole } from '#kernel/identity/post.ts';
import { roles } from '#kernel/scope/roles.ts';
import { api } from '#web/api/client.ts';
import type { Parameter, Text } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { LoadFailure, Loading } from '../shared/loading.tsx';
import { PageHead } from '../shared/page-head.tsx';
import { useNarrow } from '../shared/use-narrow.ts';
import '../derived/derived.css';
import { Mark } from '../shared/mark.tsx';

const units: Readonly<Record<string, Text>> = {
  'working-day': { zh: '个工作日', en: 'working days' },
  'natural-day': { zh: '天', en: 'days' },
  role: { zh: '', en: '' },
  fen: { zh: '分', en: 'fen' },
};

/** A list of steps stands as `0 / 3 / 7`, one of roles by their names; a table as it is written. */
function textOfValue(value: unknown, say: (text: Text) => string): string {
  if (Array.isArray(value) && value.every((each) => typeof each === 'number')) return value.join(' / ');
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return value.length === 0 ? '—' : value.map((each) => say(isRole(each) ? roles[each] : { zh: each, en: each })).join(' / ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function Status({ status }: { readonly status: Parameter['status'] }) {
  const { t } = useWords();
  return status === 'confirmed' ? <Mark tone="good">{t('common.confirmed')}</Mark> : <Mark tone="warning">{t('common.unverified')}</Mark>;
}

function Parameters({ parameters }: { readonly parameters: readonly Parameter[] }) {
  const { t, say } = useWords();
  const narrow = useNarrow();
  if (parameters.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('parameters.empty')} />;
  const value = (each: Parameter) => (
    <span className="number">
      {textOfValue(each.value, say)} {say(units[each.unit ?? ''] ?? { zh: each.unit ?? '', en: each.unit ?? '' })}
    </span>
  );
  if (narrow) {
    return (
      <ul className="plain cards">
        {parameters.map((each) => (
          <li key={`${each.name}${each.valid_from}`}>
            <div className="row between">
              <span className="card-title">{say(each.title)}</span>
              <Status status={each.status} />
            </div>
            <dl className="card-facts plain">
              <dt>{t('parameters.value')}</dt>
              <dd>{value(each)}</dd>
              <dt>{t('parameters.from')}</dt>
              <dd className="number">{each.valid_from}</dd>
              <dt>{t('parameters.source')}</dt>
              <dd>{each.source}</dd>
            </dl>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table
      aria-label={t('parameters.title')}
      rowKey={(each) => `${each.name}${each.valid_from}`}
      dataSource={[...parameters]}
      size="middle"
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('parameters.name'),
          key: 'name',
          render: (_, each) => (
            <>
              <div>{say(each.title)}</div>
              <div className="mono muted">{each.name}</div>
            </>
          ),
        },
        { title: t('parameters.value'), key: 'value', align: 'right', render: (_, each) => value(each) },
        { title: t('parameters.from'), key: 'from', width: 120, render: (_, each) => <span className="number">{each.valid_from}</span> },
        {
          title: t('parameters.source'),
          key: 'source',
          render: (_, each) => <div style={{ maxWidth: 420, whiteSpace: 'normal' }}>{each.source}</div>,
        },
        { title: t('parameters.status'), key: 'status', width: 90, render: (_, each) => <Status status={each.status} /> },
      ]}
    />
  );
}

export function ParametersPage() {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [unverified, setUnverified] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['parameters'],
    queryFn: ({ signal }) => api.get<{ items: readonly Parameter[] }>('/v1/parameters', {}, signal),
  });
  const wanted = typed.trim().toLowerCase();
  const matches = (each: Parameter) =>
    (!unverified || each.status === 'unverified') &&
    [each.name, each.title.zh, each.title.en, each.source].some((text) => text.toLowerCase().includes(wanted));
  return (
    <>
      <PageHead title={t('parameters.title')} note={t('parameters.intro')} />
      <section className="panel stack" aria-label={t('parameters.title')}>
        <div className="row">
          <Input
            data-search=""
            allowClear
            style={{ maxWidth: 320 }}
            aria-label={t('parameters.search')}
            placeholder={t('parameters.search')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Checkbox checked={unverified} onChange={(event) => setUnverified(event.target.checked)}>
            {t('parameters.onlyUnverified')}
          </Checkbox>
        </div>
        {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
        {data === undefined ? error === null && <Loading /> : <Parameters parameters={data.items.filter(matches)} />}
      </section>
    </>
  );
}
