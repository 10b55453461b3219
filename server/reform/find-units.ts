import type { Database } from '#kernel/database/sql.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { successorsOf } from '#packs/tools/organisations.ts';
import { packOf, type ReadPackFile } from '#packs/tools/pack.ts';
import type { FindUnits } from './programme-sheet.ts';

/** Organisations by code, by full name, and by the short names that the policy's annex prints for them, each as it stands on `day`. */
export async function unitFinder(database: Database, read: ReadPackFile, day: string): Promise<FindUnits> {
  const text = 'select code, name_zh, name_en from organisation where valid_to is null';
  const [found] = await look(database, systemActor, [{ name: 'reform.organisations', text, values: [] }]);
  const byName = new Map<string, string[]>();
  for (const { code, name_zh, name_en } of found?.rows ?? []) {
    for (const name of new Set([String(code), String(name_zh), String(name_en)]))
      byName.set(name, [...(byName.get(name) ?? []), String(code)]);
  }
  const { annexUnits, organisationEdges } = packOf(read);
  return (name) => {
    const standing = byName.get(name);
    if (standing !== undefined) return standing;
    return [...new Set((annexUnits.get(name) ?? []).flatMap((code) => successorsOf(code, day, organisationEdges)))];
  };
}
