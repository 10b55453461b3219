import type { Detail } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { disclosureOf, type Fields } from '#kernel/record/field.ts';
import { mayView } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import type { Agreed, Decision, Environment } from './decision.ts';
import { outsideScope, unexpected } from './refusal.ts';
import type { Row } from './table.ts';

/**
 * Acts that every record type has. `escalate`: lateness climbs a rung of the ladder. `rescope`: a merged enterprise or a moved boundary takes its records
 * along. `reveal`: somebody looks at a personal value; looking changes nothing and is kept like any other act. `retract`: what an import has made is
 * taken back while nobody has touched it.
 */
export const builtins = ['escalate', 'rescope', 'reveal', 'retract'] as const;
export type BuiltinName = (typeof builtins)[number];

export const builtinLabels: Readonly<Record<BuiltinName, Text>> = {
  escalate: { zh: '逾期升级', en: 'Escalated for lateness' },
  rescope: { zh: '归属调整', en: 'Moved to another scope' },
  reveal: { zh: '查看个人信息', en: 'Looked at personal data' },
  retract: { zh: '撤回导入', en: 'Import taken back' },
};

export function isBuiltin(name: string): name is BuiltinName {
  return (builtins as readonly string[]).includes(name); // a tuple's includes() only takes its own members
}

function refuse(kind: 'state' | 'permission' | 'input', code: string, text: Text, field?: string): Decision {
  const detail: Detail = field === undefined ? { code, text } : { code, text, field };
  return { ok: false, kind, refusals: [detail] };
}

function unchanged(row: Row<Fields>, action: BuiltinName): Agreed {
  const { region, line, subject, agency, state, desk, due_at, rung } = row;
  return {
    ok: true,
    action,
    from: state,
    to: state,
    values: {},
    system: { region, line, subject, agency, state, desk, due_at, rung },
    deadline: 'keep',
    then: [],
    because: [],
    unknown: [],
  };
}

function escalate(row: Row<Fields>, input: Readonly<Record<string, unknown>>): Decision {
  const { rung } = input;
  if (row.due_at === null) return refuse('state', 'nothing-due', { zh: '没有待办期限', en: 'Nothing is due' });
  if (typeof rung !== 'number' || !Number.isInteger(rung) || rung !== row.rung + 1) {
    return refuse('input', 'wrong-rung', { zh: '升级须逐级进行', en: 'The ladder is climbed one rung at a time' }, 'rung');
  }
  const base = unchanged(row, 'escalate');
  return { ...base, system: { ...base.system, rung } };
}

function rescope(type: AnyRecordType, row: Row<Fields>, input: Readonly<Record<string, unknown>>): Decision {
  const { region, line, subject, desk } = input;
  const base = unchanged(row, 'rescope');
  // The field that names the owner goes along: the next act derives the subject from it again.
  const owner = type.subject === undefined || type.subject === 'self' ? null : type.subject;
  return {
    ...base,
    values: owner !== null && typeof subject === 'string' ? { [owner]: subject } : {},
    system: {
      ...base.system,
      ...(typeof region === 'string' ? { region } : {}),
      ...(typeof line === 'string' ? { line } : {}),
      ...(typeof subject === 'string' ? { subject } : {}),
      ...(typeof desk === 'string' && row.desk !== null ? { desk } : {}),
    },
  };
}

function reveal(type: AnyRecordType, row: Row<Fields>, input: Readonly<Record<string, unknown>>, environment: Environment): Decision {
  const field = typeof input.field === 'string' ? type.fields[input.field] : undefined;
  if (!mayView(environment.actor, row)) return { ok: false, kind: 'permission', refusals: [outsideScope] };
  const extra = Object.keys(input).find((name) => name !== 'field' && name !== 'reason');
  // The input stands in the entry for good: nothing may ride along.
  if (extra !== undefined) return { ok: false, kind: 'input', refusals: [unexpected(extra)] };
  if (environment.actor.reader === 'public') return refuse('permission', 'not-permitted', { zh: '不公开', en: 'Not public' });
  if (field === undefined || disclosureOf(field) !== 'personal')
    return refuse('input', 'no-such-field', { zh: '没有这项个人信息', en: 'No such personal field' }, 'field');
  if (typeof input.reason !== 'string' || input.reason.trim().length < 2 || input.reason.length > 200) {
    return refuse(
      'input',
      'reason',
      { zh: '请写明查看的理由（2 至 200 字）', en: 'Give the reason for looking, 2 to 200 characters' },
      'reason',
    );
  }
  return unchanged(row, 'reveal');
}

function retract(type: AnyRecordType, row: Row<Fields>, environment: Environment): Decision {
  const makers = Object.values(type.lifecycle.actions).filter((each) => each.from === null && !each.consequence);
  if (!mayView(environment.actor, row)) return { ok: false, kind: 'permission', refusals: [outsideScope] };
  if (!makers.some((each) => each.by.some((role) => environment.actor.roles.includes(role))))
    return refuse('permission', 'not-permitted', { zh: '由有权登记的岗位办理', en: 'Done by a post that may make such a record' });
  if (row.version !== 1)
    return refuse('state', 'touched-since', { zh: '导入后已有人办理，不再撤回', en: 'Somebody has acted on it since, so it stays' });
  return { ...unchanged(row, 'retract'), removes: true, deadline: row.due_at === null ? 'keep' : 'close' };
}

export function decideBuiltin(
  type: AnyRecordType,
  row: Row<Fields> | null,
  name: BuiltinName,
  input: Readonly<Record<string, unknown>>,
  environment: Environment,
): Decision {
  if (row === null) return refuse('state', 'no-record', { zh: '这项操作须针对已有记录', en: 'This act needs an existing record' });
  if (name === 'reveal') return reveal(type, row, input, environment);
  if (name === 'retract') return retract(type, row, environment);
  if (environment.actor.reader !== 'system')
    return refuse('permission', 'not-permitted', { zh: '由系统办理', en: 'Done by the platform itself' });
  return name === 'escalate' ? escalate(row, input) : rescope(type, row, input);
}
