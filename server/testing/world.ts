import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarContents } from '#kernel/clock/calendar.ts';
import { type Clock, type ManualClock, manualClock } from '#kernel/clock/clock.ts';
import { type Random, seededRandom } from '#kernel/clock/random.ts';
import { saveCalendar } from '#kernel/clock/store.ts';
import { ROOT } from '#kernel/database/root.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { parameterRows } from '#kernel/parameters/parameters.ts';
import { addParameters } from '#kernel/parameters/store.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { openPlatform, type Platform } from '#server/platform.ts';
import { places } from './people.ts';

/** A database with a few places and organisations, a clock that stands, and the platform over it. */
export interface World {
  readonly platform: Platform;
  readonly database: TestDatabase;
  readonly clock: ManualClock;
  readonly random: Random;
  close(): Promise<void>;
}

function packJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, 'packs/jilin', path), 'utf8'));
}

const regions = [
  places.province,
  places.city,
  places.county,
  places.township,
  places.village,
  places.otherTownship,
  places.otherCounty,
  places.otherCountyTownship,
  places.otherCity,
  `${places.otherCity}.220202`,
  places.otherCityTownship,
];

const organisations: readonly (readonly [code: string, region: string, line: string])[] = [
  ['220000-emergency', places.province, ''],
  ['220100-emergency', places.city, ''],
  ['220200-emergency', places.otherCity, ''],
  ['220102-emergency', places.county, ''],
  ['220102-commission', places.county, ''],
  ['220102-government', places.county, ''],
  ['220000-commission', places.province, ''],
  ['220100-commission', places.city, ''],
  ['220103-commission', places.otherCounty, ''],
  ['220200-commission', places.otherCity, ''],
  ['220000-mine-safety', places.province, 'coal-mine'],
  ['220102-energy', places.county, 'coal-mine'],
  ['220102-housing', places.county, 'construction'],
  ['220102001-station', places.township, ''],
  ['220103-emergency', places.otherCounty, ''],
  ['220103-housing', places.otherCounty, 'construction'],
  ['220102002-station', places.otherTownship, ''],
  ['220103001-station', places.otherCountyTownship, ''],
  ['220202001-station', places.otherCityTownship, ''],
  ['220000-finance', places.province, 'other'],
  ['220000-housing', places.province, 'construction'],
  ['220100-government', places.city, ''],
  ['220200-government', places.otherCity, ''],
];

/** What a furnished database holds, each table in one statement: a world is opened for every story. */
async function furnish(database: TestDatabase, clock: Clock): Promise<void> {
  const parameters = [
    'hidden-danger',
    'deadline-extension',
    'enterprise',
    'ladder',
    'listed-supervision',
    'production-restart',
    'correspondence',
    'messages',
    'data-correction',
    'reform',
  ].flatMap((file) => parameterRows(file, packJson(`parameters/${file}.json`)));
  const calendars = ['2025', '2026', '2027'].map((name) => ({ name, json: packJson(`calendars/${name}.json`) }));
  await database.owner.transaction(async (sql) => {
    await Promise.all([
      sql.query(
        `insert into region (code, path, name_zh, name_en, level, parent, valid_from)
          select codes[level], path, codes[level], codes[level], level, codes[level - 1], '2000-01-01'
          from unnest($1::text[]) path, string_to_array(path, '.') codes, cardinality(codes) level`,
        [regions],
      ),
      sql.query(
        `insert into organisation (code, name_zh, name_en, kind, region, line, level, valid_from)
          select code, code, code, split_part(code, '-', 2), region, line, cardinality(string_to_array(region, '.')), '2019-01-01'
          from unnest($1::text[], $2::text[], $3::text[]) as each (code, region, line)`,
        [organisations.map(([code]) => code), organisations.map(([, region]) => region), organisations.map(([, , line]) => line)],
      ),
      addParameters(sql, parameters),
    ]);
    for (const content of calendarContents(calendars)) await saveCalendar(sql, clock, content);
  });
}

/** Wednesday 2026-03-04, nine in the morning in Jilin: no holiday near. */
export const start = '2026-03-04T01:00:00.000Z';

export async function openWorld(options: { seed?: number } = {}): Promise<World> {
  const database = await testDatabase();
  const clock = manualClock(start);
  await furnish(database, clock);
  const random = seededRandom(options.seed ?? 1);
  const platform = await openPlatform({ database: database.server, clock, random, vault: newVault() });
  return { platform, database, clock, random, close: () => database.close() };
}
