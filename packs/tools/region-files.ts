import { type Static, Type } from 'typebox';
import { parseFile } from './pack-file.ts';

const text = Type.String();
const number = Type.Number();
const day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });
const dayOrNone = Type.String({ pattern: '^(\\d{4}-\\d\\d-\\d\\d)?$' });
const status = Type.Union([Type.Literal('confirmed'), Type.Literal('unverified')]);
const kind = Type.Union([
  Type.Literal('statutory'),
  Type.Literal('development-zone'),
  Type.Literal('project'),
  Type.Literal('township'),
  Type.Literal('village'),
  Type.Literal('retired'),
]);
const changeKind = Type.Union([Type.Literal('renamed'), Type.Literal('merged'), Type.Literal('split'), Type.Literal('duties-moved')]);

/** What a code stands for: `project` codes are the platform's own, `development-zone` codes those of the statistics bureau. */
export type RegionKind = Static<typeof kind>;
export type Status = Static<typeof status>;
export type ChangeKind = Static<typeof changeKind>;

const changeRow = Type.Tuple([text, text, changeKind, day, status, text, text]);

/** `regions/units.json`: province, cities, counties and what stands at their level, kept by hand. */
export const unitsFile = Type.Object({
  notice: text,
  defaults: Type.Object({ valid_from: day, point_status: status }),
  columns: Type.Array(text),
  rows: Type.Array(Type.Tuple([text, text, number, kind, text, text, number, number, dayOrNone, dayOrNone, status, text, text])),
  change_columns: Type.Array(text),
  changes: Type.Array(changeRow),
});
export type UnitsFile = Static<typeof unitsFile>;

/** `regions/townships.json`: what `import-townships.ts` took from a published list; names in two languages, no places. */
export const townshipsFile = Type.Object({
  source: text,
  licence: text,
  defaults: Type.Object({ valid_from: day, status, village_source: text }),
  columns: Type.Array(text),
  townships: Type.Array(Type.Tuple([text, text, text, text])),
  villages: Type.Array(Type.Tuple([text, text, text, text])),
});
export type TownshipsFile = Static<typeof townshipsFile>;

/** `regions/regions.json`: every region with its place, what a loader reads. Built by `generate.ts`, parents before children. */
export const regionsFile = Type.Object({
  notice: text,
  defaults: Type.Object({ valid_from: day }),
  sources: Type.Array(text),
  columns: Type.Array(text),
  rows: Type.Array(Type.Tuple([text, text, number, kind, text, text, number, number, dayOrNone, dayOrNone, status, number, text])),
  change_columns: Type.Array(text),
  changes: Type.Array(changeRow),
});
export type RegionsFile = Static<typeof regionsFile>;

/** `map/outline.json`: the province's outline, drawn by hand. */
export const outlineFile = Type.Object({ notice: text, datum: text, ring: Type.Array(Type.Tuple([number, number])) });
export type OutlineFile = Static<typeof outlineFile>;

/** Throws a RangeError that names the first place where the file differs. */
export function parseUnits(json: unknown): UnitsFile {
  return parseFile(unitsFile, json, 'regions/units.json');
}
export function parseTownships(json: unknown): TownshipsFile {
  return parseFile(townshipsFile, json, 'regions/townships.json');
}
export function parseRegions(json: unknown): RegionsFile {
  return parseFile(regionsFile, json, 'regions/regions.json');
}
export function parseOutline(json: unknown): OutlineFile {
  return parseFile(outlineFile, json, 'map/outline.json');
}
