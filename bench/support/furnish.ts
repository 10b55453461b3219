import { systemClock } from '#kernel/clock/clock.ts';
import { seededRandom } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import type { DemoEnterprise } from '#packs/tools/enterprises.ts';
import { type Demo, demoOf, packOf } from '#packs/tools/pack.ts';
import type { DemoPerson } from '#packs/tools/people.ts';
import { uuidOf } from '#packs/tools/seeded.ts';
import { loadBase, packReader } from '#server/pack/base.ts';
import { loadDemoPeople } from '#server/pack/people.ts';

const seed = '7';
const enterpriseCount = 4_000;
/** The day as of which the data set is made: it is the same on every machine and on every day. */
export const benchDay = '2026-11-24';

/** The province of the pack with 4,000 invented enterprises. */
export function benchDemo(): Demo {
  const read = packReader('jilin');
  return demoOf(packOf(read), read, { seed, day: benchDay, count: enterpriseCount });
}

/** A safety manager for an enterprise that the demonstration gives no people to. */
export function managerOf(enterprise: DemoEnterprise): DemoPerson {
  const id = uuidOf(`bench manager ${enterprise.id}`);
  const post = {
    id: uuidOf(`bench post ${enterprise.id}`),
    organisation: null,
    subject: enterprise.id,
    roles: ['safety-manager'] as const,
    reader: 'enterprise' as const,
    region: enterprise.region,
    line: '',
    title: { zh: '安全管理人员', en: 'Safety manager' },
    valid_from: '2024-01-01',
  };
  return { id, name: `管理员${id.slice(0, 4)}`, login: `bench.manager.${id}`, phone: '19900000000', posts: [post] };
}

async function enterEnterprises(owner: Database, demo: Demo): Promise<void> {
  const { enterprises } = demo;
  const column = <T>(of: (enterprise: DemoEnterprise) => T): readonly T[] => enterprises.map(of);
  await owner.query(
    `insert into enterprise (id, version, state, region, line, subject, opened_at, changed_at, name, credit_code, trade, department, scale, employees)
     select id, 1, case when department is null then 'unassigned' else 'active' end, region, line, id, $1, $1, name, credit_code, trade, department, scale, employees
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[])
       as each (id, region, line, name, credit_code, trade, department, scale, employees)`,
    [
      systemClock.now(),
      column((each) => each.id),
      column((each) => each.region),
      column((each) => each.line),
      column((each) => each.name),
      column((each) => each.credit_code),
      column((each) => each.trade),
      column((each) => each.department),
      column((each) => each.scale),
      column((each) => each.employees),
    ],
  );
}

/** Region, organisations, parameters, people, enterprises: all but the dangers. */
export async function furnish(owner: Database): Promise<Demo> {
  await loadBase(owner, systemClock, 'jilin');
  const demo = benchDemo();
  await loadDemoPeople(owner, systemClock, newVault(), [...demo.people, ...demo.enterprises.map(managerOf)]);
  await enterEnterprises(owner, demo);
  await spread(owner, demo);
  return demo;
}

/** How many dangers an enterprise has, relative to others: few have many. */
function weights(demo: Demo): readonly number[] {
  const random = seededRandom('bench weights');
  return demo.enterprises.map(() => 1 / (0.02 + random.next()));
}

function townshipOf(enterprise: DemoEnterprise): string {
  return enterprise.region.split('.').slice(0, 4).join('.');
}

/** Townships with one enterprise: the first is given next to nothing, the second had dangers in former years only. */
function oddTownships(demo: Demo): { readonly smallest: string; readonly old: string } {
  const count = new Map<string, number>();
  for (const each of demo.enterprises) count.set(townshipOf(each), (count.get(townshipOf(each)) ?? 0) + 1);
  const [smallest = '', old = ''] = [...count].flatMap(([township, n]) => (n === 1 ? [township] : []));
  return { smallest, old };
}

const slots = 200_000;

/**
 * Table `bench_slot`: drawing a slot at random draws an enterprise by its weight. Slots from 200,000 on are those of the first years, when a township
 * that has been quiet ever since still had its dangers.
 */
async function spread(owner: Database, demo: Demo): Promise<void> {
  const weight = weights(demo);
  const { smallest, old } = oddTownships(demo);
  const total = weight.reduce((sum, each) => sum + each, 0);
  const rows: [first: number, past: number, enterprise: string, early: boolean][] = [];
  for (const early of [false, true]) {
    let at = 0;
    demo.enterprises.forEach((enterprise, index) => {
      const township = townshipOf(enterprise);
      const share = (weight[index] ?? 0) / total;
      const wanted = township === smallest ? 1 : township === old ? (early ? 2_000 : 0) : Math.max(1, Math.round(share * slots));
      const past = index === demo.enterprises.length - 1 ? slots : Math.min(slots, at + wanted);
      if (past > at) rows.push([at, past, enterprise.id, early]);
      at = past;
    });
  }
  await owner.query(
    'create table bench_slot (early boolean, slot int, enterprise uuid, region text, line text, regulator text, manager uuid)',
  );
  await owner.query(
    `insert into bench_slot (early, slot, enterprise, region, line, regulator, manager)
     select early, slot, e.id, e.region, e.line, coalesce(e.department, split_part(e.region, '.', 3) || '-emergency'), p.person
     from unnest($1::int[], $2::int[], $3::uuid[], $4::boolean[]) as part (first, past, enterprise, early)
     join enterprise e on e.id = part.enterprise join post p on p.subject = e.id and p.roles = '{safety-manager}' and p.id = any($5::uuid[])
     cross join lateral generate_series(part.first, part.past - 1) slot`,
    [
      rows.map((each) => each[0]),
      rows.map((each) => each[1]),
      rows.map((each) => each[2]),
      rows.map((each) => each[3]),
      demo.enterprises.flatMap((each) => managerOf(each).posts.map((post) => post.id)),
    ],
  );
  await owner.query('create index on bench_slot (early, slot)');
  await owner.query('analyze bench_slot');
}
