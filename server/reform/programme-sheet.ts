import type { Text } from '#kernel/text.ts';
import { systems } from '#modules/reform/systems.ts';
import { unitGroups } from '#modules/reform/units.ts';
import { isDay } from '#standards/day.ts';
import type { TaskEntry } from './enter-programme.ts';

/** What the first row of the sheet is called, in either language. */
export const headings = {
  number: { zh: '序号', en: 'Number' },
  content: { zh: '主要任务及相关内容', en: 'Task' },
  units: { zh: '责任单位', en: 'Responsible units' },
  due: { zh: '完成时限', en: 'Limit' },
  system: { zh: '所属体系', en: 'System' },
  clause: { zh: '所据条款', en: 'Clause' },
  note: { zh: '备注', en: 'Note' },
} as const satisfies Record<string, Text>;

type Column = keyof typeof headings;

const required: readonly Column[] = ['number', 'content', 'units', 'due'];

/** A fault of a cell, with the row as the sheet numbers it; row 1 is the heading. */
export interface SheetFault {
  readonly row: number;
  readonly text: Text;
}

export interface SheetTask {
  readonly row: number;
  readonly task: TaskEntry;
}

export interface ReadSheet {
  readonly tasks: readonly SheetTask[];
  readonly faults: readonly SheetFault[];
}

/** Finds today's organisations by a name that a document may print; more than one where a name is shared or an office was split. */
export type FindUnits = (name: string) => readonly string[];

function columnsOf(heading: readonly string[]): ReadonlyMap<Column, number> {
  const known = Object.entries(headings) as [Column, Text][]; // Object.entries loses the key type
  return new Map(
    known.flatMap(([column, { zh, en }]) => {
      const at = heading.findIndex((cell) => cell === zh || cell.toLowerCase() === en.toLowerCase());
      return at < 0 ? [] : [[column, at] as const];
    }),
  );
}

/** `2027年`, `2027`, a day, or a task that stands for good. Undefined where it is none of them. */
function limitOf(due: string): string | null | undefined {
  if (/^(持续推进|长期|standing)$/i.test(due)) return null;
  const year = /^(20\d\d)年?$/.exec(due)?.[1];
  if (year !== undefined) return `${year}-12-31`;
  return isDay(due) ? due : undefined;
}

function systemOf(name: string): string | undefined {
  if (name === '') return 'other';
  return Object.entries(systems).find(([code, { zh, en }]) => [code, zh, en].includes(name))?.[0];
}

function unitsOf(cell: string, find: FindUnits): { units: TaskEntry['units']; unknown: readonly string[] } {
  const names = cell.split(/[、，,;；\n]+/).flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  const units: TaskEntry['units'][number][] = [];
  const unknown: string[] = [];
  for (const printed of names) {
    const group = Object.entries(unitGroups).find(([, { zh, en }]) => zh === printed || en === printed)?.[0];
    const found = group === undefined ? find(printed) : [];
    if (group !== undefined) units.push({ printed, organisation: null, group });
    else if (found.length === 0) unknown.push(printed);
    else units.push(...found.map((organisation) => ({ printed, organisation, group: null })));
  }
  const once = units.filter(
    (unit, index) => units.findIndex((each) => each.organisation === unit.organisation && each.group === unit.group) === index,
  );
  return { units: once, unknown };
}

function rowTask(cell: (column: Column) => string, find: FindUnits): { task: TaskEntry; faults: readonly Text[] } {
  const number = Number(cell('number'));
  const limit = limitOf(cell('due'));
  const system = systemOf(cell('system'));
  const { units, unknown } = unitsOf(cell('units'), find);
  const faults: Text[] = [
    ...(/^\d{1,4}$/.test(cell('number')) && number > 0 ? [] : [{ zh: '“序号”须为正整数', en: 'Number must be a whole number' }]),
    ...(limit === undefined ? [{ zh: `“完成时限”无法识别：${cell('due')}`, en: `The limit cannot be understood: ${cell('due')}` }] : []),
    ...(system === undefined ? [{ zh: `没有这个体系：${cell('system')}`, en: `There is no such system: ${cell('system')}` }] : []),
    ...unknown.map((name) => ({ zh: `没有这个单位：${name}`, en: `There is no such organisation: ${name}` })),
  ];
  const task = {
    number,
    content: cell('content'),
    clause: cell('clause') === '' ? null : cell('clause'),
    system: system ?? 'other',
    units,
    standing: limit === null,
    limit_on: limit ?? null,
    note: cell('note') === '' ? null : cell('note'),
  };
  return { task, faults };
}

/**
 * Reads the rows of a sheet, heading first, as tasks. Every fault is told with its row; rows with a fault give no task. Empty rows are passed over.
 */
export function readProgrammeRows(rows: readonly (readonly string[])[], find: FindUnits): ReadSheet {
  const columns = columnsOf(rows[0] ?? []);
  const lacking = required.filter((column) => !columns.has(column));
  if (lacking.length > 0) {
    const names = (language: 'zh' | 'en') => lacking.map((column) => headings[column][language]).join(language === 'zh' ? '、' : ', ');
    return { tasks: [], faults: [{ row: 1, text: { zh: `缺少列：${names('zh')}`, en: `Columns are missing: ${names('en')}` } }] };
  }
  const tasks: SheetTask[] = [];
  const faults: SheetFault[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index === 0 || cells.every((cell) => cell === '')) continue;
    const read = rowTask((column) => cells[columns.get(column) ?? -1] ?? '', find);
    faults.push(...read.faults.map((text) => ({ row: index + 1, text })));
    if (read.faults.length === 0) tasks.push({ row: index + 1, task: read.task });
  }
  if (tasks.length === 0 && faults.length === 0) {
    faults.push({ row: 2, text: { zh: '表中没有任务', en: 'There is no task in the sheet' } });
  }
  return { tasks, faults };
}
