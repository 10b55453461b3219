import type { TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { Text } from '#kernel/text.ts';
import type { Labels, RecordRow } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { DueCell } from '../shared/due.tsx';
import { formatMoment } from '../shared/format.ts';
import { StateTag } from './state-tag.tsx';
import { type AnyField, type AnyRecordType, fieldOf } from './types.ts';
import { ValueView } from './value-view.tsx';

export interface ListColumn {
  readonly key: string;
  readonly label: Text;
  readonly width: number;
  readonly right?: boolean;
  readonly view: (row: RecordRow) => React.ReactNode;
}

/** How wide a column is at least, in CSS pixels; longer values wrap. */
const widths: Record<AnyField['kind'], number> = {
  text: 140,
  'long-text': 220,
  code: 180,
  phone: 130,
  choice: 96,
  choices: 140,
  flag: 70,
  integer: 104,
  decimal: 100,
  money: 130,
  date: 104,
  moment: 148,
  ref: 150,
  person: 100,
  organisation: 144,
  region: 120,
  files: 90,
  point: 170,
  list: 90,
};
const titleWidth = 200;

const numeric = new Set<AnyField['kind']>(['integer', 'decimal', 'money']);

function owesAnything(type: AnyRecordType): boolean {
  return type.stateNames.some((name) => type.lifecycle.states[name]?.owes !== undefined);
}

/** The columns of a list: its title as the way in, the definition's own, then state and due date, which every type has. */
export function columnsOf(type: AnyRecordType, labels: Labels): readonly ListColumn[] {
  const names = type.list.columns.includes(type.title) ? type.list.columns : [type.title, ...type.list.columns];
  const own = names.flatMap((name): ListColumn[] => {
    const field = fieldOf(type, name);
    if (field === undefined) return [];
    const value = (row: RecordRow) => <ValueView field={field} value={row[name]} labels={labels} />;
    const width = name === type.title ? titleWidth : widths[field.kind];
    return [
      {
        key: name,
        label: field.label,
        width,
        ...(numeric.has(field.kind) ? { right: true } : {}),
        view: name === type.title ? (row) => <TitleLink type={type} row={row} labels={labels} /> : value,
      },
    ];
  });
  const state: ListColumn = {
    key: '$state',
    label: { zh: '状态', en: 'State' },
    width: 108,
    view: (row) => <StateTag type={type} state={row.state} />,
  };
  const due: ListColumn = {
    key: '$due',
    label: { zh: '期限', en: 'Due' },
    width: 136,
    view: (row) => <DueCell due={row.due_at} rung={row.rung} />,
  };
  const changed: ListColumn = {
    key: '$changed',
    label: { zh: '更新时间', en: 'Changed' },
    width: 150,
    view: (row) => <span className="number">{formatMoment(row.changed_at)}</span>,
  };
  return [...own, state, owesAnything(type) ? due : changed];
}

export function TitleLink({ type, row, labels }: { readonly type: AnyRecordType; readonly row: RecordRow; readonly labels: Labels }) {
  const { language } = useWords();
  const value = row[type.title];
  const text = typeof value === 'string' && value !== '' ? (labels[value]?.[language] ?? value) : row.id.slice(0, 8);
  return <Link to={`/${type.plural}/${row.id}`}>{text}</Link>;
}

/** The same columns for antd's table. */
export function useTableColumns(columns: readonly ListColumn[]): TableColumnsType<RecordRow> {
  const { say } = useWords();
  return columns.map((column) => ({
    key: column.key,
    title: say(column.label),
    width: column.width,
    ...(column.right === true ? { align: 'right' as const } : {}),
    render: (_: unknown, row: RecordRow) => column.view(row),
  }));
}
