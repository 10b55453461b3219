import type { Register } from '#kernel/lifecycle/table.ts';
import { field } from '#kernel/record/field.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import type { Text } from '#kernel/text.ts';

interface Unit {
  readonly organisation: string | null;
}

/** Organisations that an office asks for something. */
export function speakersField(label: Text) {
  return field.list({
    label,
    help: { zh: '牵头办公室辖区内的单位', en: 'Organisations inside the area of the office' },
    items: { organisation: field.organisation({ label: { zh: '单位', en: 'Organisation' } }) },
    most: 60,
  });
}

/** Each once, in their order. */
export function codesOf(units: readonly Unit[] | null | undefined): readonly string[] {
  return [...new Set((units ?? []).flatMap((each) => (each.organisation === null ? [] : [each.organisation])))];
}

/** Whether an organisation stands today and lies inside the area of an office. */
export function isUnder(organisation: string | null | undefined, office: string | null, register: Register): boolean {
  const area = register.organisation(office ?? '')?.region;
  const place = register.organisation(organisation ?? '')?.region;
  return area !== undefined && place !== undefined && isWithin(place, area);
}
