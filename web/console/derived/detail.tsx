import { PrinterOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { History, Labels, RecordDetail } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { Why } from '../shared/because.tsx';
import { DueWords, RungTag } from '../shared/due.tsx';
import { formatMoment } from '../shared/format.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { LoadFailure, Loading } from '../shared/loading.tsx';
import { PageHead } from '../shared/page-head.tsx';
import { ActDrawer } from './act-drawer.tsx';
import { ActionBar } from './action-bar.tsx';
import { Facts } from './facts.tsx';
import { HistoryView } from './history.tsx';
import { Papers } from './papers.tsx';
import { ProgressSteps } from './progress-steps.tsx';
import { detailQuery, historyQuery } from './queries.ts';
import { Related } from './related.tsx';
import { StateTag } from './state-tag.tsx';
import type { AnyAction, AnyRecordType } from './types.ts';
import './derived.css';
import { Mark } from '../shared/mark.tsx';

export function titleOf(type: AnyRecordType, row: RecordDetail['row'], labels: Labels, language: 'zh' | 'en'): string {
  const value = row[type.title];
  if (typeof value !== 'string' || value === '') return `${type.label[language]} ${row.id.slice(0, 8)}`;
  return labels[value]?.[language] ?? value;
}

/** By when, why then, and whose turn it is. */
function Standing({ detail }: { readonly detail: RecordDetail }) {
  const { t, say, language } = useWords();
  const { row, deadline, labels } = detail;
  const name = (code: string) => labels[code]?.[language] ?? code;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ...(row.desk === null ? [] : [[t('record.desk'), name(row.desk)] as const]),
    [t('record.region'), name(row.region)],
    [
      t('record.opened'),
      <span className="number" key="opened">
        {formatMoment(row.opened_at)}
      </span>,
    ],
    [
      t('record.changed'),
      <span className="number" key="changed">
        {formatMoment(row.changed_at)}
      </span>,
    ],
    [
      t('record.version', { version: row.version }),
      <span className="mono" key="id">
        {row.id}
      </span>,
    ],
  ];
  return (
    <section className="panel standing" aria-label={t('record.due')}>
      {deadline !== null && (
        <div style={{ marginBottom: 12 }}>
          <div className="row between">
            <h2>{t('record.due')}</h2>
            <Why because={deadline.because} about={t('record.due')} />
          </div>
          <div className="deadline-day">{formatMoment(deadline.due_at)}</div>
          <div className="row">
            {deadline.status === 'paused' ? <Mark>{t('record.paused')}</Mark> : <DueWords due={deadline.due_at} />}
            <RungTag rung={row.rung} />
          </div>
        </div>
      )}
      <dl className="card-facts plain">
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {row.subject !== null && labels[row.subject] !== undefined && (
        <div style={{ marginTop: 12 }}>
          <Link to={`/enterprises/${row.subject}/archive`}>
            {say(labels[row.subject] ?? { zh: '', en: '' })} · {t('record.archive')}
          </Link>
        </div>
      )}
    </section>
  );
}

function HistoryPanel({ type, id }: { readonly type: AnyRecordType; readonly id: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(historyQuery(type, id));
  return (
    <section className="panel">
      <h2>{t('record.history')}</h2>
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined ? error === null && <Loading rows={4} /> : <HistoryView history={data} />}
    </section>
  );
}

/** The states passed, from the first on; the history comes with the newest act first. */
function visitedStates(history: History | undefined): readonly string[] {
  return (history?.entries ?? []).toReversed().map((entry) => entry.to);
}

interface Open {
  readonly name: string;
  readonly action: AnyAction;
}

export function DetailPage({ type, id }: { readonly type: AnyRecordType; readonly id: string }) {
  const { t, say, language } = useWords();
  const client = useQueryClient();
  const { data: detail, error, refetch } = useQuery(detailQuery(type, id));
  const { data: history } = useQuery(historyQuery(type, id));
  const [open, setOpen] = useState<Open | null>(null);
  if (detail === undefined) return error === null ? <Loading rows={10} /> : <LoadFailure error={error} retry={() => void refetch()} />;
  const { row, labels, actions } = detail;

  async function done(): Promise<void> {
    setOpen(null);
    await client.invalidateQueries();
  }

  return (
    <>
      <PageHead
        title={titleOf(type, row, labels, language)}
        beside={<StateTag type={type} state={row.state} />}
        note={say(type.label)}
        actions={
          <>
            <Button icon={<PrinterOutlined />} onClick={() => globalThis.print()}>
              {t('record.print')}
            </Button>
            {type.name === 'enterprise' && <LinkButton to={`/enterprises/${row.id}/archive`}>{t('record.archive')}</LinkButton>}
            <LinkButton to={`/${type.plural}`}>{t('common.back')}</LinkButton>
          </>
        }
      />
      <section className="panel stack" aria-label={t('record.progress')}>
        <ProgressSteps type={type} visited={visitedStates(history)} row={row} />
        <div className="screen">
          <ActionBar type={type} answers={actions} onAct={(name, action) => setOpen({ name, action })} />
        </div>
      </section>
      <div className="columns detail-columns">
        <div className="stack">
          <section className="panel">
            <h2>{t('record.facts')}</h2>
            <Facts type={type} row={row} labels={labels} />
          </section>
          <Papers type={type} id={id} />
          <Related type={type} id={id} />
          <HistoryPanel type={type} id={id} />
        </div>
        <Standing detail={detail} />
      </div>
      {open !== null && (
        <ActDrawer
          act={{ type, name: open.name, action: open.action, row }}
          labels={labels}
          onClose={() => setOpen(null)}
          onDone={() => void done()}
          onReload={() => refetch()}
        />
      )}
    </>
  );
}
