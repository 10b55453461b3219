import { type Static, Type } from 'typebox';
import { parseFile } from './pack-file.ts';

const text = Type.String();
const name = Type.Tuple([text, text]);
const status = Type.Union([Type.Literal('confirmed'), Type.Literal('unverified')]);
const edgeKind = Type.Union([Type.Literal('renamed'), Type.Literal('merged'), Type.Literal('split'), Type.Literal('duties-moved')]);
const dayOrNone = Type.Union([text, Type.Null()]);

/** One kind of organisation with its name at each level where it exists; `from` and `to` are two days: the province's, and the cities' and counties'. */
const kindRow = Type.Object({
  kind: text,
  /** The line of industry that it is in charge of: empty for comprehensive supervision, `other` where it is in charge of none. */
  line: text,
  parent: Type.Union([Type.Literal('government'), Type.Literal('party-committee'), Type.Literal('upper'), Type.Literal('none')]),
  province: Type.Optional(name),
  city: Type.Optional(name),
  county: Type.Optional(name),
  /** Name in a development zone or in the Changbai Mountain zone; elsewhere the zone takes the name of its level. */
  zone: Type.Optional(name),
  from: Type.Tuple([text, text]),
  to: Type.Tuple([dayOrNone, dayOrNone]),
  status,
  source: text,
});
export type KindRow = Static<typeof kindRow>;

/** `organisations/kinds.json`. */
export const organisationTables = Type.Object({
  notice: text,
  defaults: Type.Object({ local_status: status, local_source: text }),
  kinds: Type.Array(kindRow),
  station: Type.Object({ street: name, town: name, from: text, status, source: text }),
  zones: Type.Object({ kinds: Type.Array(text), city_kinds: Type.Array(text), status, source: text }),
  succession_columns: Type.Array(text),
  succession: Type.Array(Type.Tuple([text, text, edgeKind, text, text, status, text, text])),
});
export type OrganisationTables = Static<typeof organisationTables>;

/** `organisations/annex.json`: the responsible units as the annex prints them. */
export const annexFile = Type.Object({
  notice: text,
  source: text,
  units: Type.Array(
    Type.Object({
      name: text,
      codes: Type.Array(text),
      /** A unit that stands for many: all organisations of these kinds at these levels. */
      group: Type.Optional(Type.Object({ kinds: Type.Array(text), levels: Type.Array(Type.Number()) })),
      note: Type.Optional(text),
    }),
  ),
});
export type AnnexFile = Static<typeof annexFile>;

/** Throws a RangeError that names the first place where the file differs. */
export function parseOrganisationTables(json: unknown): OrganisationTables {
  return parseFile(organisationTables, json, 'organisations/kinds.json');
}
export function parseAnnex(json: unknown): AnnexFile {
  return parseFile(annexFile, json, 'organisations/annex.json');
}
