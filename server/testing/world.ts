import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarContents } from '#kernel/clock/calendar.ts';
import { type ManualClock, manualClock } from '#kernel/clock/clock.ts';
import { type Random, seededRandom } from '#kernel/clock/random.ts';
import { saveCalendar } from '#kernel/clock/store.ts';
import { ROOT } from '#kernel/database/root.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { parameterRows } from '#kernel/parameters/parameters.ts';
import { addParameters } from '#kernel/parameters/store.ts';
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
  ['220102-housing', places.county, 'construction'],
  ['220102001-station', places.township, ''],
  ['220103-emergency', places.otherCounty, ''],
  ['220103-housing', places.otherCounty, 'construction'],
];

async function furnish(database: TestDatabase, clock: ManualClock): Promise<void> {
  const { owner } = database;
  for (const path of regions) {
    const parts = path.split('.');
    await owner.query('insert into region (code, path, name_zh, name_en, level, parent, valid_from) values ($1, $2, $1, $1, $3, $4, $5)', [
      parts.at(-1),
      path,
      parts.length,
      parts.at(-2) ?? null,
      '2000-01-01',
    ]);
  }
  for (const [code, region, line] of organisations) {
    await owner.query(
      'insert into organisation (code, name_zh, name_en, kind, region, line, level, valid_from) values ($1, $1, $1, $2, $3, $4, $5, $6)',
      [code, code.split('-')[1], region, line, region.split('.').length, '2019-01-01'],
    );
  }
  for (const file of ['hidden-danger', 'deadline-extension', 'enterprise', 'ladder']) {
    await addParameters(owner, parameterRows(file, packJson(`parameters/${file}.json`)));
  }
  const calendars = ['2025', '2026', '2027'].map((name) => ({ name, json: packJson(`calendars/${name}.json`) }));
  for (const content of calendarContents(calendars)) await saveCalendar(owner, clock, content);
}

/** Wednesday 2026-03-04, nine in the morning in Jilin: no holiday near. */
export const start = '2026-03-04T01:00:00.000Z';

export async function openWorld(options: { seed?: number } = {}): Promise<World> {
  const database = await testDatabase();
  const clock = manualClock(start);
  await furnish(database, clock);
  const random = seededRandom(options.seed ?? 1);
  const platform = await openPlatform({ database: database.server, clock, random });
  return { platform, database, clock, random, close: () => database.close() };
}
