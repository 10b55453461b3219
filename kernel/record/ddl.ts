import { ownColumns, systemColumns } from './column.ts';
import type { AnyRecordType } from './define.ts';
import { disclosureOf } from './field.ts';

/**
 * Of a range between settings the planner knows nothing, and takes it to leave one row in 200: it would rather sort a whole county than walk its
 * index. Within coalesce() it takes the half, and the walk wins, as it should: a list names its region by a level column already.
 */
const inRegion = `coalesce(region >= (select current_setting('anwang.lo', true)) and region < (select current_setting('anwang.hi', true)), false)`;

/**
 * Each kind of reader has one policy with one predicate that an index can answer. The settings are read once a statement, as sub-selects:
 * a bare current_setting() in the predicate would be called for every row.
 */
const policies: Readonly<Record<string, string>> = {
  officer: inRegion,
  line: `${inRegion} and line = (select current_setting('anwang.line', true))`,
  enterprise: `subject = (select nullif(current_setting('anwang.subject', true), '')::uuid)`,
  agency: `agency = (select nullif(current_setting('anwang.org', true), ''))`,
  system: 'true',
};

function tableStatement(type: AnyRecordType): string {
  const columns = [...systemColumns, ...ownColumns(type)].map(
    (each) => `  ${each.name} ${each.type}${each.check === undefined ? '' : ` check (${each.check})`}`,
  );
  const states = type.stateNames.map((each) => `'${each}'`).join(', ');
  return `create table ${type.table} (\n${columns.join(',\n')},\n  constraint ${type.table}_state check (state in (${states}))\n);`;
}

/**
 * One set of indexes serves every list: per level, by state, newest first. A list over several states walks one index per state and merges,
 * so that the commonest write (a change of state) touches each index once. Departments of one line have their own: the dangers of a rare line
 * would otherwise be looked for among all those of a county, or of the province.
 */
function indexStatements(type: AnyRecordType): string[] {
  const { table } = type;
  const lists = ['city', 'county', 'township', 'subject', 'line', 'line, city', 'line, county'].map(
    (each) => `create index ${table}_by_${each.replace(', ', '_')} on ${table} (${each}, state, id desc);`,
  );
  const own = (type.indexes ?? []).map((fields) => `create index ${table}_by_${fields.join('_')} on ${table} (${fields.join(', ')});`);
  const unique = (type.unique ?? []).map(({ fields, except }) => {
    const where = except === undefined ? '' : ` where state not in (${except.map((each) => `'${each}'`).join(', ')})`;
    return `create unique index ${table}_unique_${fields.join('_')} on ${table} (${fields.join(', ')})${where};`;
  });
  return [
    `create index ${table}_by_state on ${table} (state, id desc);`,
    ...lists,
    `create index ${table}_by_desk on ${table} (desk, due_at, id) where desk is not null;`,
    // In byte order, so that how a value begins is a range, which an index can answer beside a policy.
    ...(type.beginnings ?? []).map((name) => `create index ${table}_begins_${name} on ${table} (${name} collate "C");`),
    ...own,
    ...unique,
  ];
}

function policyStatements(type: AnyRecordType): string[] {
  const { table } = type;
  const readers = Object.entries(policies).map(
    ([kind, using]) => `create policy ${kind} on ${table} for select to anwang_${kind} using (${using});`,
  );
  return [
    `alter table ${table} enable row level security;`,
    `alter table ${table} force row level security;`,
    ...readers,
    `create policy writer on ${table} for all to anwang_writer using (true) with check (true);`,
    // The server itself may ask, and without a scope gets nothing: no policy speaks of it.
    `grant select on ${table} to anwang_server, anwang_officer, anwang_line, anwang_enterprise, anwang_agency, anwang_system;`,
    `grant select, insert, update, delete on ${table} to anwang_writer;`,
    ...publicStatements(type),
  ];
}

const openColumns = ['id', 'state', 'region', 'city', 'county', 'township', 'line', 'subject', 'opened_at', 'changed_at'];

/** What everybody may read: the policy, the columns, a walk over the published ones, and a note of each change that pages have to follow. */
function publicStatements(type: AnyRecordType): string[] {
  if (type.disclosure === undefined) return [];
  const { table, disclosure } = type;
  const open = ownColumns(type)
    .map((each) => each.name)
    .filter((name) => disclosureOf(type.fields[name] ?? { disclosure: 'internal' }) === 'public');
  const states = disclosure.states.map((each) => `'${each}'`).join(', ');
  const shown = (row: string) => `${row}state in (${states})${disclosure.flag === undefined ? '' : ` and ${row}${disclosure.flag}`}`;
  const trigger = (name: string, event: string, when: string) =>
    `create trigger ${table}_${name} after ${event} on ${table} for each row when (${when}) execute function disclosure_changed('${type.name}');`;
  return [
    `create policy public on ${table} for select to anwang_public using (${shown('')});`,
    `grant select (${[...openColumns, ...open].join(', ')}) on ${table} to anwang_public;`,
    // Of a type that is published piece by piece few rows are; where all are, the lists' own indexes serve.
    ...(disclosure.flag === undefined ? [] : [`create index ${table}_disclosed on ${table} (id desc) where ${shown('')};`]),
    trigger('shown', 'insert', shown('new.')),
    trigger('shown_anew', 'update', `(${shown('old.')}) or (${shown('new.')})`),
  ];
}

/** Everything that the database holds of one record type: table, constraints, indexes, row policies, grants. */
export function ddlOf(type: AnyRecordType): string {
  return [tableStatement(type), ...indexStatements(type), ...policyStatements(type)].join('\n');
}
