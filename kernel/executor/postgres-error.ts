import { Problem } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';

function part(error: unknown, name: 'code' | 'constraint'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Deadlock, serialisation failure, or the same idempotency key arriving twice at once: the second try finds the first's outcome. */
export function isTransient(error: unknown): boolean {
  const code = part(error, 'code');
  return code === '40P01' || code === '40001' || (code === '23505' && part(error, 'constraint') === 'idempotency_pkey');
}

/** A constraint of the database answered in the words of the record type; everything else as it came. */
export function problemOf(error: unknown, type: AnyRecordType): unknown {
  if (error instanceof Problem) return error;
  const constraint = part(error, 'constraint');
  if (part(error, 'code') === '23505' && constraint === `${type.table}_pkey`) {
    return new Problem('duplicate', [{ code: 'id-taken', text: { zh: '这条记录已经建立', en: 'This record exists already' } }]);
  }
  if (part(error, 'code') === '23505' && constraint !== undefined) {
    const unique = type.unique?.find(({ fields }) => constraint === `${type.table}_unique_${fields.join('_')}`);
    const name = unique?.fields[0];
    const label = name === undefined ? undefined : type.fields[name]?.label;
    if (name !== undefined && label !== undefined) {
      return new Problem('duplicate', [
        {
          code: 'duplicate',
          field: name,
          text: { zh: `“${label.zh}”已被另一条记录使用`, en: `${label.en} is used by another record already` },
        },
      ]);
    }
  }
  return error;
}
