import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ImportReport, type ImportRow, importRowsQuery, type Outcome } from '#web/api/imports.ts';
import type { Detail } from '#web/api/types.ts';
import { type AnyRecordType, fieldOf } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatNumber } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Mark } from '../../shared/mark.tsx';
import { useNarrow } from '../../shared/use-narrow.ts';

type Kind = Outcome | 'named';

function Problems({ type, problems }: { readonly type: AnyRecordType; readonly problems: readonly Detail[] }) {
  const { t, say } = useWords();
  return (
    <ul className="plain import-problems">
      {problems.map((each) => (
        <li key={`${each.field ?? ''}${each.code}`}>
          <Mark tone="alarm">
            {say(
              (each.field === undefined ? undefined : fieldOf(type, each.field)?.label) ?? {
                zh: t('imports.whole'),
                en: t('imports.whole'),
              },
            )}
          </Mark>{' '}
          {say(each.text)}
        </li>
      ))}
    </ul>
  );
}

function Content({ headers, cells }: { readonly headers: readonly string[]; readonly cells: readonly string[] }) {
  const { language } = useWords();
  const [colon, stop] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const filled = headers.flatMap((header, index) =>
    cells[index] === undefined || cells[index] === '' ? [] : [`${header.replace('*', '')}${colon}${cells[index]}`],
  );
  return <span className="import-content">{filled.join(stop)}</span>;
}

interface RowListProps {
  readonly type: AnyRecordType;
  readonly headers: readonly string[];
  readonly rows: readonly ImportRow[];
  readonly busy: boolean;
}

function RowList({ type, headers, rows, busy }: RowListProps) {
  const { t } = useWords();
  const narrow = useNarrow();
  const said = (row: ImportRow) => (
    <>
      {row.step === 'kept' && <Mark tone="warning">{t('imports.steps.kept')}</Mark>}
      {row.step === 'undone' && <Mark>{t('imports.steps.undone')}</Mark>}
      {row.problems !== null && <Problems type={type} problems={row.problems} />}
      {row.record_id !== null && row.step !== 'undone' && <Link to={`/${type.plural}/${row.record_id}`}>{t('common.view')}</Link>}
    </>
  );
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('imports.noRows')} />;
  if (narrow) {
    return (
      <ul className="plain cards">
        {rows.map((row) => (
          <li key={row.number}>
            <div className="card-title number">
              {t('imports.rowNumber')} {row.number}
            </div>
            {said(row)}
            <div className="muted">
              <Content headers={headers} cells={row.cells} />
            </div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table
      aria-label={t('imports.named')}
      rowKey="number"
      size="small"
      pagination={false}
      loading={busy}
      dataSource={[...rows]}
      columns={[
        {
          title: t('imports.rowNumber'),
          key: 'number',
          width: 80,
          align: 'right',
          render: (_, row) => <span className="number">{row.number}</span>,
        },
        { title: t('imports.problem'), key: 'problem', width: 420, render: (_, row) => said(row) },
        { title: t('imports.content'), key: 'content', render: (_, row) => <Content headers={headers} cells={row.cells} /> },
      ]}
    />
  );
}

/** The rows by what came of them, those with problems first. */
export function Rows({ report, type }: { readonly report: ImportReport; readonly type: AnyRecordType }) {
  const { t, language } = useWords();
  const [kind, setKind] = useState<Kind>('named');
  const [trail, setTrail] = useState<readonly number[]>([0]);
  const { job, tally } = report;
  const { data, error, isFetching, refetch } = useQuery(importRowsQuery(job.id, job.state, { outcome: kind, after: trail.at(-1) ?? 0 }));
  const count = (wanted: Kind) =>
    tally
      .filter((each) => (wanted === 'named' ? each.outcome === 'refused' || each.step === 'kept' : each.outcome === wanted))
      .reduce((sum, each) => sum + each.n, 0);
  const kinds = (['named', 'new', 'changed', 'unchanged'] as const).map((each) => ({
    value: each,
    label: `${each === 'named' ? t('imports.named') : t(`imports.outcomes.${each}`)} ${formatNumber(count(each), language)}`,
  }));
  return (
    <section className="panel stack" aria-label={t('imports.named')}>
      <Segmented<Kind>
        className="import-kinds"
        aria-label={t('imports.report')}
        options={kinds}
        value={kind}
        onChange={(next) => {
          setKind(next);
          setTrail([0]);
        }}
      />
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <Loading rows={4} />
      ) : (
        <RowList type={type} headers={data.headers} rows={data.items} busy={isFetching} />
      )}
      {data !== undefined && (trail.length > 1 || data.next !== null) && (
        <nav className="pager screen" aria-label={t('record.list')}>
          <span className="grow" />
          <Button icon={<LeftOutlined />} disabled={trail.length === 1} onClick={() => setTrail(trail.slice(0, -1))}>
            {t('record.previous')}
          </Button>
          <span className="number" aria-live="polite">
            {t('record.page', { page: trail.length })}
          </span>
          <Button
            icon={<RightOutlined />}
            iconPlacement="end"
            disabled={data.next === null}
            onClick={() => data.next !== null && setTrail([...trail, data.next])}
          >
            {t('record.next')}
          </Button>
        </nav>
      )}
    </section>
  );
}
