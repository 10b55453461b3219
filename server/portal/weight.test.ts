import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Office, openOffice } from '#server/testing/desk.ts';
import { populate } from '#server/testing/population.ts';
import { crawl } from './crawl.fixture.ts';

/** A page has to come over a weak signal. */
const most_bytes = 60_000;

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  const ids = await populate(office);
  const { owner } = office.database;
  const text = (table: string, column: string, length: number) =>
    owner.query(`update ${table} set ${column} = left(repeat('安全"<&', 2000), ${length})`);
  await owner.query(
    `update official_notice set state = 'issued', published = true, published_on = '2026-03-04', number = '安办督〔2026〕1号' || id`,
  );
  await owner.query(`update production_restart set state = 'resumed'`);
  for (const [table, columns, id] of [
    ['listed_supervision', ['title:80'], ids.get('mine-listing')],
    ['licence', ['name:80', 'number:60', 'issuer:80'], ids.get('mine-licence')],
    ['official_notice', ['title:100', 'body:4000'], ids.get('mine-notice')],
    ['production_restart', ['title:80'], undefined],
    ['enterprise', ['name:120', 'address:200'], undefined],
  ] as const) {
    for (const each of columns) {
      const [column = '', length = '0'] = each.split(':');
      await text(table, column, Number(length));
    }
    if (id !== undefined) await many(table, id);
  }
}, 60_000);
afterAll(() => office.close());

/** Forty more like one, without what may stand there once only. */
async function many(table: string, id: string): Promise<void> {
  const { owner } = office.database;
  const found = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'`,
    [table],
  );
  const names = found.rows.map((row) => row.name);
  const values = names.map((name) => (name === 'number' && table !== 'licence' ? `left(number, 20) || n` : name));
  await owner.query(
    `insert into ${table} (id, ${names.join(', ')}) select gen_random_uuid(), ${values.join(', ')} from ${table}, generate_series(1, 40) n where id = $1`,
    [id],
  );
}

it('no page weighs more than 60 kB, with the longest that its fields can hold and as many rows as it shows', async () => {
  const pages = await crawl(office.app);
  const heavy = pages.map(({ path, body }) => ({ path, bytes: Buffer.byteLength(body) })).toSorted((a, b) => b.bytes - a.bytes);
  expect(heavy[0]?.bytes).toBeGreaterThan(30_000);
  expect(heavy.filter(({ bytes }) => bytes > most_bytes)).toEqual([]);
}, 60_000);
