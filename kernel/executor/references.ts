import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import type { ActionSpec } from '#kernel/lifecycle/table.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { enterScope, enterWriter, planName } from '#kernel/scope/scope.ts';
import type { Catalogue } from './catalogue.ts';
import type { ActRequest } from './request.ts';

function question(catalogue: Catalogue, field: AnyField, value: unknown, request: ActRequest): Statement | null {
  switch (field.kind) {
    case 'ref': {
      const { table } = catalogue.get(field.to);
      return { name: planName(`probe.${table}`, request.actor), text: `select 1 from ${table} where id = $1`, values: [value] };
    }
    case 'region':
      return {
        name: planName('exists.region', request.actor),
        text: 'select 1 from region where path = $1 and valid_to is null',
        values: [value],
      };
    case 'organisation':
      return {
        name: planName('exists.organisation', request.actor),
        text: 'select 1 from organisation where code = $1 and valid_to is null',
        values: [value],
      };
    default:
      return null;
  }
}

/**
 * Everything that an input points at must be there and be visible to whoever points at it; else it is told at its field.
 * @param known fields whose target the actor is known to see.
 */
export async function checkReferences(
  sql: Sql,
  catalogue: Catalogue,
  type: AnyRecordType,
  action: ActionSpec<Fields, string>,
  known: readonly string[],
  request: ActRequest,
): Promise<void> {
  const asked = [...(action.fills ?? []), ...(action.offers ?? [])].flatMap((name) => {
    const field = type.fields[name];
    const value = request.input[name];
    if (field === undefined || value === null || value === undefined || value === '' || known.includes(name)) return [];
    const statement = question(catalogue, field, value, request);
    return statement === null ? [] : [{ name, field, statement }];
  });
  if (asked.length === 0) return;
  const results = await flush(sql, [enterScope(request.actor), ...asked.map((each) => each.statement), enterWriter]);
  const details = asked.flatMap(({ name, field }, index): Detail[] =>
    results[index + 1]?.rows[0] === undefined
      ? [
          {
            code: 'no-such',
            field: name,
            text: { zh: `“${field.label.zh}”所选的对象不存在或不在您的范围内`, en: `${field.label.en}: not found, or outside your area` },
          },
        ]
      : [],
  );
  if (details.length > 0) throw new Problem('invalid', details);
}
