import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import type { ActionSpec } from '#kernel/lifecycle/table.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { enterScope, enterWriter, planName } from '#kernel/scope/scope.ts';
import type { Catalogue } from './catalogue.ts';
import type { ActRequest } from './request.ts';

/** One value of an input that points at something. */
interface Pointer {
  readonly name: string;
  readonly field: AnyField;
  /** Where it points: a table's name, and what it is asked by. */
  readonly target: string;
  readonly value: unknown;
}

function targetOf(catalogue: Catalogue, field: AnyField): string | null {
  if (field.kind === 'ref') return catalogue.get(field.to).table;
  return field.kind === 'region' || field.kind === 'organisation' ? field.kind : null;
}

/**
 * What an act's input points at.
 * @param known fields whose target the actor is known to see.
 */
export function pointersOf(
  catalogue: Catalogue,
  type: AnyRecordType,
  action: ActionSpec<Fields, string>,
  known: readonly string[],
  request: ActRequest,
): readonly Pointer[] {
  return [...(action.fills ?? []), ...(action.offers ?? [])].flatMap((name) => {
    const field = type.fields[name];
    const value = request.input[name];
    if (field === undefined || value === null || value === undefined || value === '' || known.includes(name)) return [];
    const target = targetOf(catalogue, field);
    return target === null ? [] : [{ name, field, target, value }];
  });
}

function question(target: string, values: readonly unknown[], actor: Actor): Statement {
  switch (target) {
    case 'region': {
      const text = 'select path as found from region where path = any($1::text[]) and valid_to is null';
      return { name: planName('exists.region', actor), text, values: [values] };
    }
    case 'organisation': {
      const text = 'select code as found from organisation where code = any($1::text[]) and valid_to is null';
      return { name: planName('exists.organisation', actor), text, values: [values] };
    }
    default: {
      const text = `select id as found from ${target} where id = any($1::uuid[])`;
      return { name: planName(`exists.${target}`, actor), text, values: [values] };
    }
  }
}

/**
 * Everything that an input points at must be there and be visible to whoever points at it; else it is told at its field. Asked for many acts of one
 * actor at once.
 * @returns for each act what its pointers miss.
 */
export async function unseen(sql: Sql, actor: Actor, acts: readonly (readonly Pointer[])[]): Promise<readonly (readonly Detail[])[]> {
  const wanted = new Map<string, Set<unknown>>();
  for (const { target, value } of acts.flat()) wanted.set(target, (wanted.get(target) ?? new Set()).add(value));
  if (wanted.size === 0) return acts.map(() => []);
  const targets = [...wanted];
  const questions = targets.map(([target, values]) => question(target, [...values], actor));
  const results = await flush(sql, [enterScope(actor), ...questions, enterWriter]);
  const found = new Map(targets.map(([target], index) => [target, new Set((results[index + 1]?.rows ?? []).map((row) => row.found))]));
  return acts.map((pointers) =>
    pointers.flatMap(({ name, field, target, value }): Detail[] =>
      found.get(target)?.has(value)
        ? []
        : [
            {
              code: 'no-such',
              field: name,
              text: { zh: `“${field.label.zh}”所选的对象不存在或不在您的范围内`, en: `${field.label.en}: not found, or outside your area` },
            },
          ],
    ),
  );
}
