import { needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import type { Fields } from '#kernel/record/field.ts';
import { enterprise } from './record.ts';

/**
 * The enterprise that a record belongs to: named by an officer, or the actor's own. Its region and line become the record's, so that whoever
 * sees the enterprise sees what belongs to it.
 */
export const owner = needOne(
  'enterprise',
  enterprise,
  ['name', 'department'],
  ({ input, row, actor }) => actor.subject ?? input.enterprise ?? row.enterprise,
);

type Facts = Parameters<typeof owner.of>[0];

export function ownersScope(context: Facts): { region: string; line: string } {
  const found = owner.of(context);
  return { region: found?.region ?? '', line: found?.line ?? '' };
}

export function ownersId(context: Facts): string | null {
  return owner.of(context)?.id ?? null;
}

/** Records of a closed or merged enterprise belong nowhere. */
export function ownerIsOpen<F extends Fields & { readonly enterprise: unknown }>(fields: F) {
  return rule(fields, 'enterprise-is-open', {
    zh: '请选择在册的企业',
    en: 'Choose an enterprise that is on the register',
    field: 'enterprise',
    holds: (context) => {
      const found = owner.of(context);
      if (found === undefined) return 'unknown';
      return found !== null && (found.state === 'active' || found.state === 'unassigned');
    },
  });
}

export { checkCreditCode } from './codes.ts';
