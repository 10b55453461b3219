import { newId } from '#kernel/clock/random.ts';
import type { Statement } from '#kernel/database/sql.ts';
import { Jsonb, type Write } from '#kernel/database/write.ts';
import { appendWrites } from '#kernel/ledger/append.ts';
import type { Json } from '#kernel/ledger/canonical.ts';
import type { PersonalFact } from '#kernel/ledger/entry.ts';
import type { Agreed } from '#kernel/lifecycle/decision.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { personalNames } from '#kernel/record/codec.ts';
import { encodeValue } from '#kernel/record/column.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { disclosureOf, type Fields } from '#kernel/record/field.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
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
  if (decision.removes) return {};
  const next: Record<string, unknown> = { ...decision.values, ...decision.system };
  if (before === null) {
    next.opened_at = moment.toISOString();
    return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null && value !== undefined));
  }
  return Object.fromEntries(
    Object.entries(next).filter(([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(before[name] ?? null)),
  );
}

function rowWrite(act: Settled, set: Record<string, unknown>): Write {
  const { type, id, before, decision, moment } = act;
  if (decision.removes) return { from: type.table, id };
  const names = Object.keys(set).sort();
  const values = Object.fromEntries(names.map((name) => [name, encodeValue(type.fields[name], set[name])]));
  const version = (before?.version ?? 0) + 1;
  if (before === null) return { into: type.table, rows: [{ id, version, changed_at: moment, ...values }] };
  return { update: type.table, id, set: { version, changed_at: moment, ...values } };
}

function withoutPersonal(values: Readonly<Record<string, unknown>>, personal: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !personal.includes(name) && value !== undefined));
}

function entryWrites(act: Settled, set: Record<string, unknown>, parts: ExecutorParts): readonly Write[] {
  const { request, type, decision } = act;
  const hidden = personalNames(type);
  const personal: PersonalFact[] = hidden
    .filter((field) => field in set)
    .map((field) => ({ field, value: (set[field] ?? null) as Json, salt: parts.random.bytes(32) })); // a checked field value is JSON
  const { region, line, subject } = decision.system;
  return appendWrites({
    type: type.name,
    id: act.id,
    version: (act.before?.version ?? 0) + 1,
    at: act.moment,
    verb: `${type.name}.${decision.action}`,
    from: decision.from,
    to: decision.removes ? null : decision.to,
    actor: request.actor,
    scope: { region, line, subject },
    set: withoutPersonal(set, hidden),
    personal,
    input: withoutPersonal(request.input, hidden),
    facts: act.facts,
    because: request.origin === undefined ? decision.because : [request.origin, ...decision.because],
    definition: parts.catalogue.fingerprint(type),
  });
}

function counterWrites(act: Settled): Write[] {
  const { before, decision, type } = act;
  const { state, region, line } = decision.system;
  const same = before !== null && before.state === state && before.region === region && before.line === line;
  if (same && !decision.removes) return [];
  const delta = (at: { readonly region: string; readonly line: string; readonly state: string }, n: 1 | -1) => ({
    record_type: type.name,
    region: ancestorAt(at.region, 'township') ?? at.region,
    line: at.line,
    state: at.state,
    n,
  });
  const left = before === null ? [] : [delta(before, -1)];
  const come = decision.removes ? [] : [delta({ region, line, state }, 1)];
  return [{ into: 'counter_delta', rows: [...left, ...come] }];
}

function deadlineWrites(act: Settled, parts: ExecutorParts): Write[] {
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
    values: [type.name, id, decision.removes || decision.from === decision.to ? 'cancelled' : 'met', moment],
  };
  // Only a row that had a date can have a deadline open.
  const closing = before !== null && before.due_at !== null ? [close] : [];
  if (decision.deadline === 'close') return closing;
  const { kind, due_at, because } = decision.deadline.open;
  const open = {
    id: newId(parts.clock, parts.random),
    record_type: type.name,
    record_id: id,
    kind,
    desk,
    region,
    line,
    subject,
    start_at: moment,
    due_at,
    because: new Jsonb(because),
    status: 'pending',
    rung: 0,
    next_at: parts.ladder.first(moment, new Date(due_at)),
    opened_at: moment,
  };
  return [...closing, { into: 'deadline', rows: [open] }];
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

function effectWrites(act: Settled, parts: ExecutorParts): Write[] {
  const verb = `${act.type.name}.${act.decision.action}`;
  if (!parts.hasEffects(verb)) return [];
  const { moment, type, id, before, request } = act;
  const version = (before?.version ?? 0) + 1;
  const row = { at: moment, verb, record_type: type.name, record_id: id, version, next_at: moment, trace: request.trace ?? null };
  return [{ into: 'outbox', rows: [row] }];
}

/** Everything that one act writes: row, ledger entry, deadline, counters, files, outbox. One transaction. */
export function writesOf(act: Settled, parts: ExecutorParts): readonly Write[] {
  const set = changes(act);
  return [
    rowWrite(act, set),
    ...entryWrites(act, set, parts),
    ...counterWrites(act),
    ...deadlineWrites(act, parts),
    ...escalationStatements(act, parts),
    ...effectWrites(act, parts),
  ];
}
