import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { catalogue } from '#modules/catalogue.ts';
import { belongsTo, type Extent, extents, member, type Seen } from '#server/testing/cast.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { populate } from '#server/testing/population.ts';
import { sealAll } from '#server/testing/seal.ts';

interface Stored extends Seen {
  readonly id: string;
  readonly type: AnyRecordType;
}

let office: Office;
let cast: readonly Extent[];
let all: readonly Stored[];
const desks = new Map<Extent, Desk>();
const nowhere = '00000000-0000-4000-8000-000000000404';

beforeAll(async () => {
  office = await openOffice();
  const ids = await populate(office);
  // Nobody logs in as the public: the last test of this file.
  cast = extents(ids).filter((each) => each.reader !== 'public');
  const rows = await Promise.all(
    catalogue.map(async (type) => {
      const found = await office.database.owner.query<Seen & { id: string }>(
        `select id, region, line, subject, agency, state from ${type.table}`,
      );
      return found.rows.map((row): Stored => ({ ...row, type }));
    }),
  );
  all = rows.flat();
  await sealAll(office);
  for (const [index, extent] of cast.entries())
    desks.set(extent, await office.seat(member(extent, extent.roles[0] ?? 'public', index + 1)));
});
afterAll(() => office.close());

function deskOf(extent: Extent): Desk {
  const desk = desks.get(extent);
  if (desk === undefined) throw new Error(extent.name);
  return desk;
}

function mine(extent: Extent, type: AnyRecordType): readonly Stored[] {
  return all.filter((row) => row.type === type && belongsTo(extent, row, []));
}

/** All readers side by side: they wait for the database together. */
async function everybody(ask: (extent: Extent, desk: Desk) => Promise<void>): Promise<void> {
  await Promise.all(cast.map((extent) => ask(extent, deskOf(extent))));
}

const sorted = (ids: Iterable<string>) => [...ids].sort();
const idsOf = (rows: readonly { id: string }[]) => sorted(rows.map((row) => row.id));

async function listed(desk: Desk, url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const answer = await desk.get(`${url}${url.includes('?') ? '&' : '?'}limit=7${cursor}`);
    expect(answer.statusCode, `${url}: ${answer.body}`).toBe(200);
    const { items, next } = answer.json<{ items: { id: string }[]; next: string | null }>();
    ids.push(...items.map((each) => each.id));
    if (next === null) return sorted(ids);
    cursor = `&cursor=${next}`;
  }
}

async function counted(desk: Desk, url: string): Promise<number> {
  const answer = await desk.get(url);
  expect(answer.statusCode, `${url}: ${answer.body}`).toBe(200);
  const { total, states } = answer.json<{ total: number; states: Record<string, number> }>();
  expect(Object.values(states).reduce((sum, n) => sum + n, 0)).toBe(total);
  return total;
}

async function exported(desk: Desk, url: string): Promise<string[]> {
  const answer = await desk.get(url);
  expect(answer.statusCode, url).toBe(200);
  const book = new exceljs.Workbook();
  // exceljs declares an older Buffer than Node's.
  await book.xlsx.load(answer.rawPayload as unknown as exceljs.Buffer);
  const ids: string[] = [];
  book.worksheets[0]?.eachRow((row, number) => {
    if (number > 1) ids.push(String(row.getCell(1).value));
  });
  return sorted(ids);
}

const regions = (rows: readonly Stored[]) => [
  ...new Set(rows.flatMap((row) => row.region.split('.').map((_, depth, parts) => parts.slice(0, depth + 1).join('.')))),
];

/** The rows of a list that names a region: those of mine that lie in it, when it lies in my own. */
function within(extent: Extent, rows: readonly Stored[], region: string): readonly Stored[] {
  const inside = rows.filter((row) => belongsTo({ ...extent, reader: 'officer', region }, row, []));
  if (extent.reader === 'enterprise' || extent.reader === 'agency') return inside;
  return `${region}.`.startsWith(`${extent.region}.`) ? inside : [];
}

describe('the population', () => {
  it('has something of every type that each kind of reader must not see, and something that most see', () => {
    for (const type of catalogue) {
      for (const extent of cast.filter((each) => each.region !== '220000' || each.reader !== 'officer')) {
        const seen = mine(extent, type).length;
        expect(all.filter((row) => row.type === type).length, `${type.name} ${extent.name}`).toBeGreaterThan(seen);
      }
      expect(cast.filter((extent) => mine(extent, type).length > 0).length, type.name).toBeGreaterThan(10);
    }
  });
});

describe.each(catalogue.map((type) => [type.name, type] as const))('%s', (_, type) => {
  it('list and count give each reader exactly his own', async () => {
    await everybody(async (extent, desk) => {
      const own = idsOf(mine(extent, type));
      expect(await listed(desk, `/v1/${type.plural}`), extent.name).toEqual(own);
      expect(await counted(desk, `/v1/${type.plural}/count`), extent.name).toBe(own.length);
    });
  });

  it('a region asked for, inside or outside or above, gives no more', async () => {
    await everybody(async (extent, desk) => {
      for (const region of regions(all)) {
        const code = region.split('.').at(-1);
        const expected = within(extent, mine(extent, type), region);
        const where = `${extent.name} asks for ${region}`;
        expect(await listed(desk, `/v1/${type.plural}?region=${code}`), where).toEqual(idsOf(expected));
        expect(await counted(desk, `/v1/${type.plural}/count?region=${code}`), where).toBe(expected.length);
      }
    });
  });

  it('filters that name what is another’s give no more', async () => {
    const states = type.stateNames.join(',');
    await everybody(async (extent, desk) => {
      const own = mine(extent, type);
      for (const query of [`state=${states}`, 'overdue=true', 'overdue=false']) {
        const expected = query === 'overdue=true' ? [] : idsOf(own);
        expect(await listed(desk, `/v1/${type.plural}?${query}`), `${extent.name} ${query}`).toEqual(expected);
      }
      if (type.fields.enterprise === undefined) return;
      for (const enterprise of new Set(all.map((row) => row.subject).filter((each) => each !== null))) {
        const expected = own.filter((row) => row.subject === enterprise);
        const query = `enterprise=${enterprise}`;
        expect(await listed(desk, `/v1/${type.plural}?${query}`), `${extent.name} ${query}`).toEqual(idsOf(expected));
        expect(await counted(desk, `/v1/${type.plural}/count?${query}`), `${extent.name} ${query}`).toBe(expected.length);
      }
    });
  });

  it('the exported sheet holds each reader’s own', async () => {
    await everybody(async (extent, desk) => {
      expect(await exported(desk, `/v1/${type.plural}/export`), extent.name).toEqual(idsOf(mine(extent, type)));
      expect(await exported(desk, `/v1/${type.plural}/export?region=220200`), extent.name).toEqual(
        idsOf(within(extent, mine(extent, type), '220000.220200')),
      );
    });
  });

  it('detail, history, proof and archive answer for one’s own, and for all else as for what does not exist', async () => {
    const parts = (id: string) => [
      `/v1/${type.plural}/${id}`,
      `/v1/${type.plural}/${id}/history`,
      `/v1/ledger/proof?type=${type.name}&id=${id}&version=1`,
      ...(type.name === 'enterprise' ? [`/v1/enterprises/${id}/archive`] : []),
    ];
    const told = (body: string) => ({ ...JSON.parse(body), trace: '' });
    await everybody(async (extent, desk) => {
      const own = new Set(idsOf(mine(extent, type)));
      const nothing = (await desk.get(parts(nowhere)[0] ?? '')).body;
      for (const { id } of all.filter((row) => row.type === type)) {
        for (const url of parts(id)) {
          const answer = await desk.get(url);
          expect(answer.statusCode, `${extent.name} ${url}: ${answer.body.slice(0, 300)}`).toBe(own.has(id) ? 200 : 404);
          if (!own.has(id)) expect(told(answer.body)).toEqual(told(nothing));
        }
      }
    });
  });
});

describe('what hangs on records', () => {
  it('a time line names only records that the reader sees', async () => {
    await everybody(async (extent, desk) => {
      const seen = new Set(catalogue.flatMap((type) => idsOf(mine(extent, type))));
      for (const { id } of all.filter((row) => row.type.name === 'enterprise' && seen.has(row.id))) {
        const answer = await desk.get(`/v1/enterprises/${id}/archive`);
        const { timeline, counts } = answer.json<{ timeline: { id: string }[]; counts: Record<string, Record<string, number>> }>();
        expect(
          timeline.map((each) => each.id).filter((each) => !seen.has(each)),
          `${extent.name} ${id}`,
        ).toEqual([]);
        for (const [name, states] of Object.entries(counts)) {
          const own = all.filter((row) => row.type.name === name && row.subject === id && seen.has(row.id)).length;
          expect(
            Object.values(states).reduce((sum, n) => sum + n, 0),
            `${extent.name} ${name} of ${id}`,
          ).toBe(own);
        }
      }
    });
  });

  it('files go with their record, through content and through their description', async () => {
    const files = await office.database.owner.query<{ id: string; record_id: string }>(
      `select id, record_id from file where state = 'bound'`,
    );
    expect(files.rows.length).toBeGreaterThan(5);
    await everybody(async (extent, desk) => {
      const seen = new Set(catalogue.flatMap((type) => idsOf(mine(extent, type))));
      for (const { id, record_id } of files.rows) {
        const info = await desk.get(`/v1/files/${id}/info`);
        expect(info.statusCode, `${extent.name}: ${info.body}`).toBe(seen.has(record_id) ? 200 : 404);
        if (!seen.has(record_id)) expect((await desk.get(`/v1/files/${id}`)).statusCode, extent.name).toBe(404);
      }
    });
  });

  it('the workbench and the map count what the reader sees, and no more', async () => {
    const wrong: string[] = [];
    await everybody(async (extent, desk) => {
      const bench = await desk.get('/v1/workbench');
      expect(bench.statusCode, `${extent.name}: ${bench.body}`).toBe(200);
      const { glance } = bench.json<{ glance: { counts: Record<string, Record<string, number>> } | null }>();
      for (const type of catalogue) {
        const sum = Object.values(glance?.counts[type.name] ?? {}).reduce((a, b) => a + b, 0);
        expect(sum, `${extent.name} ${type.name}`).toBe(mine(extent, type).length);
        for (const region of ['220000', '220100', '220102', '220103', '220200']) {
          const map = await desk.get(`/v1/map?region=${region}&type=${type.name}`);
          expect(map.statusCode, `${extent.name} ${region}: ${map.body}`).toBe(200);
          for (const child of map.json<{ children: { path: string; counts: Record<string, number> }[] }>().children) {
            const own = mine(extent, type).filter((row) => `${row.region}.`.startsWith(`${child.path}.`)).length;
            const told = Object.values(child.counts).reduce((a, b) => a + b, 0);
            if (told !== own) wrong.push(`${extent.name} in ${child.path}: ${told} instead of ${own}`);
          }
        }
      }
    });
    expect(wrong).toEqual([]);
  });

  it('without a session nothing of it is answered', async () => {
    for (const { id, type } of all) {
      const paths = ['', '/count', '/export', `/${id}`, `/${id}/history`].map((path) => `/v1/${type.plural}${path}`);
      for (const url of [...paths, `/v1/enterprises/${id}/archive`, `/v1/ledger/proof?type=${type.name}&id=${id}&version=1`]) {
        const answer = await office.app.inject(url);
        expect([answer.statusCode, answer.json<{ code: string }>().code], url).toEqual([401, 'signed-out']);
      }
    }
  });
});
