import type { Clock } from '#kernel/clock/clock.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import type { Database } from '#kernel/database/sql.ts';
import { sealPhone } from '#kernel/identity/phone.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { parseEnterpriseTables } from '#packs/tools/enterprise-files.ts';
import { type Demo, demoOf } from '#packs/tools/pack.ts';
import type { DemoPerson } from '#packs/tools/people.ts';
import { openReference } from '#server/reference.ts';
import { crewsOf } from '#simulate/crew.ts';
import type { Province } from '#simulate/ground.ts';
import { loadBase, packReader } from './base.ts';
import { provinceOver } from './ground.ts';

/** The people of the demonstration's enterprises beside those with a log-in. */
export function crewsIn(demo: Demo, pack: string): readonly DemoPerson[] {
  return crewsOf(demo, parseEnterpriseTables(packReader(pack)('enterprises/tables.json')));
}

/** Enters people and their posts in two statements. They have no password: nobody can log in as one of them. */
export async function enterPeople(owner: Database, clock: Clock, vault: Vault, people: readonly DemoPerson[]): Promise<void> {
  const posts = people.flatMap((person) =>
    person.posts.map((post) => ({ ...post, person: person.id, title_zh: post.title.zh, title_en: post.title.en })),
  );
  await owner.transaction(async (sql) => {
    await sql.query(
      `insert into person (id, name, phone, phone_masked, phone_index, login, created_at)
        select id, name, phone, phone_masked, phone_index, login, $2
        from jsonb_to_recordset($1) as each (id uuid, name text, phone text, phone_masked text, phone_index text, login text) on conflict do nothing`,
      [JSON.stringify(people.map((each) => ({ ...each, ...sealPhone(vault, each.id, each.phone) }))), clock.now()],
    );
    await sql.query(
      `insert into post (id, person, organisation, subject, roles, reader, region, line, title_zh, title_en, valid_from)
        select id, person, organisation, subject, roles, reader, region, line, title_zh, title_en, valid_from
        from jsonb_to_recordset($1) as each (id uuid, person uuid, organisation text, subject uuid, roles text[], reader text, region text, line text,
          title_zh text, title_en text, valid_from date) on conflict do nothing`,
      [JSON.stringify(posts)],
    );
  });
}

export interface StageOptions {
  readonly owner: Database;
  /** As anwang_server, with pipelining. */
  readonly server: Database;
  /** What the pack is loaded at; its day is the day as of which papers are good, due or expired. */
  readonly clock: Clock;
  readonly seed: string;
  readonly enterprises: number;
  /** Only so many counties take part; all of them when left out. */
  readonly counties?: number;
  readonly filesFolder: string;
  readonly uploadFolder: string;
  readonly vault: Vault;
}

function within(demo: Demo, counties: number | undefined): Demo {
  if (counties === undefined) return demo;
  const countyOf = (region: string) => ancestorAt(region, 'county') ?? '';
  const chosen = new Set([...new Set(demo.enterprises.map((each) => countyOf(each.region)))].sort().slice(0, counties));
  return { ...demo, enterprises: demo.enterprises.filter((each) => chosen.has(countyOf(each.region))) };
}

/** Loads an empty migrated database with the Jilin pack and the people of a simulated province. */
export async function stageProvince(options: StageOptions): Promise<Province> {
  const { owner, server, clock, seed, enterprises, filesFolder, uploadFolder, vault } = options;
  const pack = await loadBase(owner, clock, 'jilin');
  const demo = within(demoOf(pack, packReader('jilin'), { seed, day: dayOf(clock.now()), count: enterprises }), options.counties);
  const people = [...demo.people, ...crewsIn(demo, 'jilin')];
  await enterPeople(owner, clock, vault, people);
  return provinceOver({ database: server, reference: await openReference(server), demo, people, filesFolder, uploadFolder, vault });
}
