import { Button, Empty, Table } from 'antd';
import type { Labels, Page } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { useNarrow } from '../shared/use-narrow.ts';
import { columnsOf, type ListColumn, useTableColumns } from './columns.tsx';
import type { AnyRecordType } from './types.ts';

interface Props {
  readonly type: AnyRecordType;
  readonly page: Page;
  readonly busy: boolean;
  readonly filtered: boolean;
  readonly onClear: () => void;
}

function Nothing({ filtered, onClear }: Pick<Props, 'filtered' | 'onClear'>) {
  const { t } = useWords();
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={filtered ? t('record.empty') : t('record.emptyAll')}>
      {filtered && (
        <div className="stack" style={{ alignItems: 'center', gap: 8 }}>
          <span className="muted">{t('record.emptyHelp')}</span>
          <Button onClick={onClear}>{t('record.showAll')}</Button>
        </div>
      )}
    </Empty>
  );
}

/** On a phone a row is a card: its title and state first, then what the table would show. */
function Cards({ page, columns }: { readonly page: Page; readonly columns: readonly ListColumn[] }) {
  const { say } = useWords();
  const [title, ...rest] = columns;
  const facts = rest.filter((column) => column.key !== '$state');
  const state = rest.find((column) => column.key === '$state');
  return (
    <ul className="plain cards">
      {page.items.map((row) => (
        <li key={row.id}>
          <div className="row between" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
            <span className="card-title">{title?.view(row)}</span>
            <span>{state?.view(row)}</span>
          </div>
          <dl className="card-facts plain">
            {facts.map((column) => (
              <div key={column.key} style={{ display: 'contents' }}>
                <dt>{say(column.label)}</dt>
                <dd>{column.view(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Wide({
  columns,
  page,
  busy,
  label,
}: {
  readonly columns: readonly ListColumn[];
  readonly page: Page;
  readonly busy: boolean;
  readonly label: string;
}) {
  const table = useTableColumns(columns);
  return (
    <Table
      aria-label={label}
      rowKey="id"
      size="middle"
      columns={table}
      dataSource={[...page.items]}
      loading={busy}
      pagination={false}
      scroll={{ x: columns.reduce((sum, column) => sum + column.width, 0) }}
      sticky={{ offsetHeader: 52 }}
    />
  );
}

export function ListBody({ type, page, busy, filtered, onClear }: Props) {
  const { say } = useWords();
  const narrow = useNarrow();
  const labels: Labels = page.labels ?? {};
  const columns = columnsOf(type, labels);
  if (page.items.length === 0) return <Nothing filtered={filtered} onClear={onClear} />;
  return narrow ? <Cards page={page} columns={columns} /> : <Wide columns={columns} page={page} busy={busy} label={say(type.label)} />;
}
