import { type BuiltinName, builtinLabels, isBuiltin } from '#kernel/lifecycle/builtin.ts';
import type { ActionSpec, StateSpec } from '#kernel/lifecycle/table.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import type { Text } from '#kernel/text.ts';
import { catalogue } from '#modules/catalogue.ts';

export type { AnyField, AnyRecordType };
export { catalogue };
export type AnyAction = ActionSpec<Fields, string>;
export type AnyState = StateSpec<Fields>;

const byPlural = new Map(catalogue.map((type) => [type.plural, type]));
const byName = new Map(catalogue.map((type) => [type.name, type]));

export function typeByPlural(plural: string): AnyRecordType | undefined {
  return byPlural.get(plural);
}

export function typeByName(name: string): AnyRecordType | undefined {
  return byName.get(name);
}

export function fieldOf(type: AnyRecordType, name: string): AnyField | undefined {
  return type.fields[name];
}

export function stateOf(type: AnyRecordType, state: string): AnyState | undefined {
  return type.lifecycle.states[state];
}

/** The label of an act by its verb, `hidden-danger.verify`; a verb that this release no longer knows is shown as it stands. */
export function verbLabel(verb: string): Text {
  const [name = '', action = ''] = verb.split('.');
  const known: Text | undefined =
    typeByName(name)?.lifecycle.actions[action]?.label ?? (isBuiltin(action) ? builtinLabels[action satisfies BuiltinName] : undefined);
  return known ?? { zh: verb, en: verb };
}

/** The acts that begin a record and that one of these roles may take. */
export function creatingActions(type: AnyRecordType, roles: readonly string[]): readonly (readonly [string, AnyAction])[] {
  return Object.entries(type.lifecycle.actions).filter(
    ([, action]) => action.from === null && action.consequence !== true && action.by.some((role) => roles.includes(role)),
  );
}
