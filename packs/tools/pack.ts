import { parseEnterpriseTables } from './enterprise-files.ts';
import { type DemoEnterprise, enterprisesOf } from './enterprises.ts';
import { parseAnnex, parseOrganisationTables } from './organisation-files.ts';
import { annexUnitsOf, type Organisation, type OrganisationEdge, organisationEdgesOf, organisationsOf } from './organisations.ts';
import { type DemoLogin, type DemoPerson, demoLoginsOf, peopleOf } from './people.ts';
import { parsePeopleTables } from './people-files.ts';
import { parseRegions } from './region-files.ts';
import { type Region, type RegionChange, regionChangesOf, regionsOf } from './regions.ts';
import { parseRegionMap, type RegionMap } from './schematic-map.ts';

/** Gives the parsed JSON of a pack's file by its path inside the pack. */
export type ReadPackFile = (path: string) => unknown;

/** What every deployment in the province starts from. */
export interface Pack {
  readonly regions: readonly Region[];
  readonly regionChanges: readonly RegionChange[];
  readonly organisations: readonly Organisation[];
  readonly organisationEdges: readonly OrganisationEdge[];
  /** Organisation codes behind each responsible unit of the policy's annex, by the name printed there. */
  readonly annexUnits: ReadonlyMap<string, readonly string[]>;
  readonly map: RegionMap;
}

/** What only the demonstration has: nobody in it exists. */
export interface Demo {
  readonly enterprises: readonly DemoEnterprise[];
  readonly people: readonly DemoPerson[];
  /** The documented log-ins; each is one of `people`. */
  readonly logins: readonly DemoLogin[];
}

/** Parses and expands a pack's files. Throws a RangeError that names the file and the place when one is wrong. */
export function packOf(read: ReadPackFile): Pack {
  const file = parseRegions(read('regions/regions.json'));
  const tables = parseOrganisationTables(read('organisations/kinds.json'));
  const regions = regionsOf(file);
  const organisations = organisationsOf(tables, regions);
  return {
    regions,
    regionChanges: regionChangesOf(file),
    organisations,
    organisationEdges: organisationEdgesOf(tables, organisations),
    annexUnits: annexUnitsOf(parseAnnex(read('organisations/annex.json')), organisations),
    map: parseRegionMap(read('map/schematic.geojson')),
  };
}

/** Enterprises and people of the demonstration, from a seed, as of a day ('YYYY-MM-DD'). `count` is about how many enterprises there are. */
export function demoOf(
  pack: Pack,
  read: ReadPackFile,
  options: { readonly seed: string; readonly day: string; readonly count: number },
): Demo {
  const tables = parseEnterpriseTables(read('enterprises/tables.json'));
  const people = parsePeopleTables(read('people/tables.json'));
  const enterprises = enterprisesOf({ ...options, ...pack, tables });
  return {
    enterprises,
    people: peopleOf({ ...options, ...pack, tables: people, names: tables, enterprises: enterprises.slice(0, tables.fixed.length) }),
    logins: demoLoginsOf(people),
  };
}
