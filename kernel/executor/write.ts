import { newId } from '#kernel/clock/random.ts';
import type { Statement } from '#kernel/database/sql.ts';
import { appendStatements } from '#kernel/ledger/append.ts';
import type { Json } from '#kernel/ledger/canonical.ts';
import { sealFact } from '#kernel/ledger/personal.ts';
import type { Agreed } from '#kernel/lifecycle/decision.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { personalNames } from '#kernel/record/codec.ts';
import { encodeValue } from '#kernel/record/column.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { disclosureOf, type Fields } from '#kernel/record/field.ts';
import { sealValue } from '#kernel/record/sealed.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { ActRequest, ExecutorParts, FileBinding } from './request.ts';

export interface Settled {
  readonly request: ActRequest;
  readonly type: AnyRecordType;
  readonly id: string;
  readonly before: Row<Fields> | null;
  readonly decision: Agreed;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly moment: Date;
}

/** The columns that the act changes: everything that is set on creation, only what differs afterwards. */
export function changes(act: Settled): Record<string, unknown> {
  const { before, decision, moment } = act;
  const next: Record<string, unknown> = { ...decision.values, ...decision.system };
  if (before === null) {
    next.opened_at = moment.toISOString();
    return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null && value !== undefined));
  }
  return Object.fromEntries(
    Object.entries(next).filter(([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(before[name] ?? null)),
  );
}

function rowStatement(act: Settled, set: Record<string, unknown>, vault: Vault): Statement {
  const { type, id, before, moment } = act;
  const version = (before?.version ?? 0) + 1;
  const names = Object.keys(set).sort();
  const values = names.map((name) => encodeValue(type.fields[name], sealValue(vault, type, id, name, set[name])));
  if (before === null) {
    const columns = ['id', 'version', 'changed_at', ...names];
    const text = `insert into ${type.table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`;
    return { name: statementName(type, 'insert', names), text, values: [id, version, moment, ...values] };
  }
  const assignments = ['version = $2', 'changed_at = $3', ...names.map((name, index) => `${name} = $${index + 4}`)];
  const text = `update ${type.table} set ${assignments.join(', ')} where id = $1`;
  return { name: statementName(type, 'update', names), text, values: [id, version, moment, ...values] };
}

/** PostgreSQL cuts names at 63 bytes; two texts under one name would be an error, so a long list of columns goes unnamed. */
function statementName(type: AnyRecordType, verb: string, names: readonly string[]): string {
  const name = `${verb}.${type.table}.${names.join(',')}`;
  return name.length <= 60 ? name : `${name.slice(0, 45)}.${fingerprint(name)}`;
}

function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(36);
}

function withoutPersonal(values: Readonly<Record<string, unknown>>, personal: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !personal.includes(name) && value !== undefined));
}

function entryStatements(act: Settled, set: Record<string, unknown>, parts: ExecutorParts): readonly Statement[] {
  const { request, type, decision } = act;
  const hidden = personalNames(type);
  const version = (act.before?.version ?? 0) + 1;
  const entry = { type: type.name, id: act.id, version };
  const personal = hidden
    .filter((field) => field in set)
    .map((field) => {
      const value = (set[field] ?? null) as Json; // a checked field value is JSON
      return sealFact(parts.vault, entry, { field, value, salt: parts.random.bytes(32) });
    });
  const { region, line, subject } = decision.system;
  return appendStatements({
    ...entry,
    at: act.moment,
    verb: `${type.name}.${decision.action}`,
    from: decision.from,
    to: decision.to,
    actor: request.actor,
    scope: { region, line, subject },
    set: withoutPersonal(set, hidden),
    personal,
    input: withoutPersonal(request.input, hidden),
    facts: act.facts,
    because: decision.because,
    definition: parts.catalogue.fingerprint(type),
  });
}

function counterStatement(act: Settled): Statement[] {
  const { before, decision, type } = act;
  const place = (region: string) => ancestorAt(region, 'township') ?? region;
  const { state, region, line } = decision.system;
  const same = before !== null && before.state === state && before.region === region && before.line === line;
  if (same) return [];
  const left = before === null ? [] : [{ region: place(before.region), line: before.line, state: before.state, n: -1 }];
  const deltas = [...left, { region: place(region), line, state, n: 1 }];
  return [
    {
      name: 'counts.append',
      text: 'insert into counter_delta (record_type, region, line, state, n) select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::int[])',
      values: [
        type.name,
        deltas.map((each) => each.region),
        deltas.map((each) => each.line),
        deltas.map((each) => each.state),
        deltas.map((each) => each.n),
      ],
    },
  ];
}

function deadlineStatements(act: Settled, parts: ExecutorParts): Statement[] {
  const { type, id, before, decision, moment } = act;
  const { desk, region, line, subject } = decision.system;
  if (decision.deadline === 'keep') {
    if (decision.action !== 'rescope') return [];
    const text = `update deadline set desk = coalesce($3, desk), region = $4, line = $5, subject = $6 where record_type = $1 and record_id = $2 and status in ('pending', 'paused')`;
    return [{ name: 'deadline.rescope', text, values: [type.name, id, desk, region, line, subject] }];
  }
  const close: Statement = {
    name: 'deadline.close',
    text: `update deadline set status = $3, closed_at = $4, next_at = null where record_type = $1 and record_id = $2 and status in ('pending', 'paused')`,
    values: [type.name, id, decision.from === decision.to ? 'cancelled' : 'met', moment],
  };
  // Only a row that had a date can have a deadline open.
  const closing = before !== null && before.due_at !== null ? [close] : [];
  if (decision.deadline === 'close') return closing;
  const { kind, due_at, because } = decision.deadline.open;
  const open: Statement = {
    name: 'deadline.open',
    text: `insert into deadline (id, record_type, record_id, kind, desk, region, line, subject, start_at, due_at, because, status, rung, next_at, opened_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', 0, $12, $9)`,
    values: [
      newId(parts.clock, parts.random),
      type.name,
      id,
      kind,
      desk,
      region,
      line,
      subject,
      moment,
      due_at,
      JSON.stringify(because),
      parts.ladder.first(moment, new Date(due_at)),
    ],
  };
  return [...closing, open];
}

function escalationStatements(act: Settled, parts: ExecutorParts): Statement[] {
  const { type, id, before, decision, moment } = act;
  if (decision.action !== 'escalate' || before === null || before.due_at === null) return [];
  const { rung, region, line } = decision.system;
  const { next_at, notices } = parts.ladder.reach(before, rung, new Date(before.due_at), moment);
  const climb: Statement = {
    name: 'deadline.climb',
    text: `update deadline set rung = $3, next_at = $4 where record_type = $1 and record_id = $2 and status = 'pending'`,
    values: [type.name, id, rung, next_at],
  };
  const title = JSON.stringify({
    zh: `${type.label.zh}：${String(before[type.title] ?? '')}`,
    en: `${type.label.en}: ${String(before[type.title] ?? '')}`,
  });
  const told = notices.map(
    (each): Statement => ({
      name: 'notice.add',
      text: `insert into notice (id, at, kind, rung, desk, region, line, record_type, record_id, title, must_acknowledge) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [
        newId(parts.clock, parts.random),
        moment,
        each.kind,
        rung,
        each.desk,
        region,
        line,
        type.name,
        id,
        title,
        each.must_acknowledge,
      ],
    }),
  );
  return [climb, ...told];
}

/** The files that the act puts into a field of the record. */
export function fileBindings(act: Settled): readonly { readonly ids: readonly string[]; readonly binding: FileBinding }[] {
  const { type, id, decision, request, moment } = act;
  return Object.entries(type.fields).flatMap(([name, field]) => {
    const ids = field.kind === 'files' ? decision.values[name] : null;
    if (!Array.isArray(ids) || ids.length === 0) return [];
    const disclosure = disclosureOf(field) === 'personal' ? 'personal' : 'ordinary';
    return [{ ids, binding: { type: type.name, id, field: name, person: request.actor.person, at: moment, disclosure } }];
  });
}

function effectStatements(act: Settled, parts: ExecutorParts): Statement[] {
  const verb = `${act.type.name}.${act.decision.action}`;
  if (!parts.hasEffects(verb)) return [];
  return [
    {
      name: 'outbox.add',
      text: 'insert into outbox (at, verb, record_type, record_id, version, next_at, trace) values ($1, $2, $3, $4, $5, $1, $6)',
      values: [act.moment, verb, act.type.name, act.id, (act.before?.version ?? 0) + 1, act.request.trace ?? null],
    },
  ];
}

/** Everything that one act writes: row, ledger entry, deadline, counters, files, outbox. One flush, one transaction. */
export function writeStatements(act: Settled, parts: ExecutorParts): readonly Statement[] {
  const set = changes(act);
  return [
    rowStatement(act, set, parts.vault),
    ...entryStatements(act, set, parts),
    ...counterStatement(act),
    ...deadlineStatements(act, parts),
    ...escalationStatements(act, parts),
    ...effectStatements(act, parts),
  ];
}
