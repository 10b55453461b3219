import { existsSync } from 'node:fs';
import type { JudgedType } from '#tools/laws/record-types.ts';

const place = new URL('../../modules/catalogue.ts', import.meta.url);

function isRecordType(value: unknown): value is JudgedType {
  return typeof value === 'object' && value !== null && 'name' in value && 'fields' in value && 'lifecycle' in value && 'clause' in value;
}

/** Every record type that modules/catalogue.ts lists. */
export async function catalogueOf(): Promise<readonly JudgedType[]> {
  if (!existsSync(place)) return [];
  const exported: Readonly<Record<string, unknown>> = await import(place.href);
  return Object.values(exported)
    .filter((each) => Array.isArray(each))
    .flat()
    .filter(isRecordType);
}
