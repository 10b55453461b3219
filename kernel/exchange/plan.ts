import type { Step } from '#kernel/executor/batch.ts';
import { canonicalJson, type Json } from '#kernel/ledger/canonical.ts';
import type { ActionSpec, Row } from '#kernel/lifecycle/table.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Maker } from './columns.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a row asks for: a record, changes to one, or nothing. */
export type Plan =
  | { readonly kind: 'new' | 'changed'; readonly steps: readonly Step[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly problems: readonly Detail[] };

function same(left: unknown, right: unknown): boolean {
  // cast: field values are JSON
  return canonicalJson((left ?? null) as Json) === canonicalJson((right ?? null) as Json);
}

function differing(row: Row<Fields>, wanted: Values): string[] {
  return Object.keys(wanted).filter((name) => !same(row[name], wanted[name]));
}

/** The acts that may change what a sheet says: none that asks for anything else, and none that would leave the state without filling what differs. */
function candidates(type: AnyRecordType, maker: Maker, actor: Actor, row: Row<Fields>) {
  const columns = new Set(maker.columns.map((each) => each.name));
  return Object.entries(type.lifecycle.actions).filter(
    ([, each]) =>
      each.from?.includes(row.state) === true &&
      !each.consequence &&
      each.by.some((role) => actor.roles.includes(role)) &&
      (each.fills ?? []).every((name) => columns.has(name)),
  );
}

function covers(action: ActionSpec<Fields, string>, left: readonly string[]): number {
  const fills = (action.fills ?? []).filter((name) => left.includes(name)).length;
  if (action.to !== 'same' && fills === 0) return 0;
  return fills + (action.offers ?? []).filter((name) => left.includes(name)).length;
}

function stepOf(name: string, action: ActionSpec<Fields, string>, row: Row<Fields>, wanted: Values, left: readonly string[]): Step {
  const filled = (action.fills ?? []).map((each) => [each, each in wanted ? wanted[each] : row[each]]);
  const offered = (action.offers ?? []).filter((each) => left.includes(each)).map((each) => [each, wanted[each]]);
  return { action: name, input: Object.fromEntries([...filled, ...offered]) };
}

function fixed(type: AnyRecordType, name: string): Detail {
  const label = type.fields[name]?.label;
  const text = {
    zh: `已有记录的“${label?.zh ?? name}”不能由您的岗位这样更改`,
    en: `${label?.en ?? name} of a record that exists cannot be changed so by your post`,
  };
  return { code: 'cannot-change', field: name, text };
}

/** The acts by which a record comes to what is wanted: each time the one that settles most of what is left. */
export function changesTo(type: AnyRecordType, maker: Maker, actor: Actor, row: Row<Fields>, wanted: Values): Plan {
  let left = differing(row, wanted);
  if (left.length === 0) return { kind: 'unchanged' };
  const steps: Step[] = [];
  const able = candidates(type, maker, actor, row);
  while (left.length > 0) {
    let best: (typeof able)[number] | undefined;
    for (const each of able) if (covers(each[1], left) > (best === undefined ? 0 : covers(best[1], left))) best = each;
    if (best === undefined) return { kind: 'refused', problems: left.map((name) => fixed(type, name)) };
    const step = stepOf(best[0], best[1], row, wanted, left);
    steps.push(step);
    left = left.filter((name) => !(name in step.input));
  }
  return { kind: 'changed', steps };
}

/**
 * What is to be done about a row. An empty cell leaves a record's value as it is.
 * @param row the record that it is about, if there is one.
 * @param repeated whether the source says what it said when it was last taken over: what people have corrected since stays.
 */
export function planRow(
  type: AnyRecordType,
  maker: Maker,
  actor: Actor,
  input: Values,
  { row, repeated }: { readonly row: Row<Fields> | null; readonly repeated: boolean },
): Plan {
  if (row === null) return { kind: 'new', steps: [{ action: maker.action, input }] };
  return repeated ? { kind: 'unchanged' } : changesTo(type, maker, actor, row, input);
}
