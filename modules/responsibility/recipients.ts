import type { Act, Register } from '#kernel/lifecycle/table.ts';
import { field } from '#kernel/record/field.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import type { Text } from '#kernel/text.ts';

interface Unit {
  readonly organisation: string | null;
}

/** The organisations that a paper goes to. */
export function unitsField(label: Text) {
  return field.list({
    label,
    help: { zh: '本单位辖区内、同一行业的单位', en: 'Organisations inside your own area, of your own line' },
    items: { organisation: field.organisation({ label: { zh: '单位', en: 'Organisation' } }) },
    most: 60,
  });
}

/** Each once, in their order. */
export function codesOf(units: readonly Unit[] | null | undefined): readonly string[] {
  return [...new Set((units ?? []).flatMap((each) => (each.organisation === null ? [] : [each.organisation])))];
}

/**
 * Whether a paper can go there and its sender can see the answer: down or sideways, never to oneself, and within the sender's own line.
 */
export function reachable(codes: readonly string[], from: { org: string; region: string; line: string }, register: Register): boolean {
  return codes.every((code) => {
    const found = register.organisation(code);
    if (found === undefined || code === from.org) return false;
    return isWithin(found.region, from.region) && (from.line === '' || found.line === from.line);
  });
}

/** One delivery for each who is to sign and answer. */
export function deliveries(input: Act['input'], codes: readonly string[], enterprise: string | null): readonly Act[] {
  const to = [...codes.map((recipient) => ({ recipient })), ...(enterprise === null ? [] : [{ enterprise }])];
  return to.map((each) => ({ type: 'official-delivery', id: null, action: 'deliver', input: { ...input, ...each } }));
}
