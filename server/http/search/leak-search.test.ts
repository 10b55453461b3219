import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { look } from '#kernel/scope/scope.ts';
import { plainText } from '#kernel/search/plain.ts';
import { searchableOf } from '#kernel/search/searchable.ts';
import { catalogue } from '#modules/catalogue.ts';
import { belongsTo, type Extent, extents, member, type Seen } from '#server/testing/cast.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { indexAll } from '#server/testing/indexed.ts';
import { places } from '#server/testing/people.ts';
import { populate } from '#server/testing/population.ts';

interface Stored extends Seen {
  readonly id: string;
  readonly type: AnyRecordType;
  /** What it is found by, for whoever sees the row, and for everybody. */
  readonly inside: string;
  readonly open: string;
}

interface Answer {
  readonly items: { id: string; type: string }[];
  readonly next: string | null;
  readonly counts: { type: string; n: number; more: boolean }[];
}

let office: Office;
let cast: readonly Extent[];
let all: readonly Stored[];
const desks = new Map<Extent, Desk>();

async function stored(type: AnyRecordType): Promise<Stored[]> {
  const found = await office.database.owner.query<Record<string, unknown>>(`select * from ${type.table}`);
  return found.rows.map((raw) => {
    const row = decodeRow(type, raw);
    const { fields, open } = searchableOf(type);
    const content = (names: readonly string[]) => plainText(names.map((name) => String(row[name] ?? '')).join('\n'));
    const { id, region, line, subject, agency, state } = row;
    const published = type.disclosure?.flag === undefined || row[type.disclosure.flag] === true;
    return { id, type, region, line, subject, agency, state, published, inside: content(fields), open: content(open) };
  });
}

beforeAll(async () => {
  office = await openOffice();
  cast = extents(await populate(office));
  all = (await Promise.all(catalogue.map(stored))).flat();
  await indexAll(office);
  for (const [index, extent] of cast.entries()) {
    if (extent.reader !== 'public') desks.set(extent, await office.seat(member(extent, extent.roles[0] ?? 'public', index + 1)));
  }
});
afterAll(() => office.close());

const sorted = (ids: Iterable<string>) => [...ids].sort();
const of = (type: AnyRecordType) => all.filter((row) => row.type === type);

/** Characters that records of the type are found by; a character is found wherever it stands. */
function characters(type: AnyRecordType): readonly string[] {
  const first = of(type).flatMap((row) => /\p{Script=Han}/u.exec(row.inside)?.[0] ?? []);
  return [...new Set(first)].slice(0, 3);
}

async function ask(desk: Desk, query: string): Promise<Answer> {
  const answer = await desk.get(`/v1/search?${query}`);
  expect(answer.statusCode, `${query}: ${answer.body}`).toBe(200);
  return answer.json<Answer>();
}

/** Every page of one type, and what the first one counts. */
async function askAll(desk: Desk, q: string, type: AnyRecordType): Promise<{ ids: string[]; n: number }> {
  const query = `q=${encodeURIComponent(q)}&type=${type.name}&limit=7`;
  let page = await ask(desk, query);
  const n = page.counts.reduce((sum, each) => sum + each.n, 0);
  const ids = page.items.map((each) => each.id);
  while (page.next !== null) {
    page = await ask(desk, `${query}&cursor=${page.next}`);
    ids.push(...page.items.map((each) => each.id));
  }
  return { ids, n };
}

describe.each(catalogue.map((type) => [type.name, type] as const))('%s', (_, type) => {
  it('is found by each reader exactly where it is his, and counted so', async () => {
    expect(characters(type).length, 'something to look for').toBeGreaterThan(0);
    const readers = [...desks];
    await Promise.all(
      readers.map(async ([extent, desk]) => {
        for (const q of characters(type)) {
          const own = of(type).filter((row) => belongsTo(extent, row, []) && row.inside.includes(q));
          const { ids, n } = await askAll(desk, q, type);
          expect(sorted(ids), `${extent.name} looks for ${q}`).toEqual(sorted(own.map((row) => row.id)));
          expect(n, `${extent.name} counts ${q}`).toBe(own.length);
        }
      }),
    );
    const readerCounts = readers.map(([extent]) => of(type).filter((row) => belongsTo(extent, row, [])).length);
    expect(new Set(readerCounts).size, 'the readers differ').toBeGreaterThan(3);
  });
});

describe('the function by itself', () => {
  const call = (q: string) => ({
    text: 'select record_type, record_id as id from search_entries($1, $2, $3, $4, 1000)',
    values: [[`'${q}'`], q, [], catalogue.map((type) => type.name)],
  });
  const questions = ['企', '储', '证'];

  it('tells each reader of his own alone, the public of what is published and of that by its public facts', async () => {
    let published = 0;
    for (const [index, extent] of cast.entries()) {
      const actor = member(extent, extent.roles[0] ?? 'public', index + 1);
      for (const q of questions) {
        const [found] = await look(office.database.server, actor, [call(q)]);
        const own = all.filter((row) => {
          const text = extent.reader === 'public' ? row.open : row.inside;
          const states = searchableOf(row.type).open.length > 0 ? (row.type.disclosure?.states ?? []) : [];
          return belongsTo(extent, row, states) && text.includes(q);
        });
        if (extent.reader === 'public') published += own.length;
        expect(sorted((found?.rows ?? []).map((row) => String(row.id))), `${extent.name} ${q}`).toEqual(sorted(own.map((row) => row.id)));
      }
    }
    expect(published).toBeGreaterThan(5);
    expect(all.some((row) => row.inside.includes('储') && !row.open.includes('储'))).toBe(true);
  });

  it('keeps to the reader’s own where a word is so common that it walks back from the newest, and ends at enough', async () => {
    const { owner, server } = office.database;
    const made = `insert into search_entry (record_type, record_id, audience, version, region, line, title, content, words)
      select t.name, gen_random_uuid(), 'inside', 1, r.path, 'construction', '甲', '甲', array_to_tsvector(array['甲'] || array(select ':r' || code from unnest(string_to_array(r.path, '.')) code))
      from unnest($1::text[]) r(path), (values ('hidden-danger', 4000), ('licence', 30)) t(name, n), generate_series(1, t.n)`;
    const regions = [...new Set(cast.map((each) => each.region))].filter((region) => region.split('.').length > 3);
    await owner.query(made, [regions]);
    const most = 101;
    for (const [index, extent] of cast.entries()) {
      // Readers of other kinds never walk.
      if (extent.reader !== 'officer') continue;
      const actor = member(extent, extent.roles[0] ?? 'public', index + 1);
      const statement = { ...call('甲'), values: [[`'甲'`], '甲', [], ['hidden-danger', 'licence']] };
      const [found] = await look(server, actor, [{ ...statement, text: statement.text.replace('1000', String(most)) }]);
      const rows = await owner.query<Seen & { id: string; record_type: string }>(
        `select record_id as id, record_type, region, line, subject, agency, '' as state from search_entry where title = '甲' order by record_id desc`,
      );
      const own = ['hidden-danger', 'licence'].flatMap((name) =>
        rows.rows.filter((row) => row.record_type === name && belongsTo(extent, row, [])).slice(0, most),
      );
      expect(sorted((found?.rows ?? []).map((row) => String(row.id))), extent.name).toEqual(sorted(own.map((row) => row.id)));
    }
    await owner.query(`delete from search_entry where title = '甲'`);
  });

  it('is refused to the server without a scope, and tells nothing to a role that is no reader', async () => {
    const refused = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
    await expect(office.database.server.query(call('企')).catch(refused)).resolves.toBe('42501');
    const forged = await office.database.server.transaction(async (sql) => {
      await sql.query(`select set_config('role', 'anwang_writer', true), set_config('anwang.lo', '220000', true)`);
      return sql.query(call('企')).catch(refused);
    });
    expect(forged).toBe('42501');
  });

  it('takes settings for values: marks of another scope in them find nothing', async () => {
    const township = cast.find((each) => each.reader === 'officer' && each.region === places.township);
    if (township === undefined) throw new Error('no officer of a township');
    const actor = member(township, 'inspector', 1);
    for (const parts of [
      { reader: 'line' as const, line: `x' | ':r220000` },
      { reader: 'agency' as const, org: `\\' | '企` },
      { region: '' },
      { region: '\u007f' },
    ]) {
      const [found] = await look(office.database.server, { ...actor, ...parts }, [call('企')]);
      expect(found?.rows, JSON.stringify(parts)).toEqual([]);
    }
  });

  it('marks in what is asked open nothing either', async () => {
    const [extent, desk] = [...desks].find(([each]) => each.name === 'enterprise mine') ?? [];
    if (extent === undefined || desk === undefined) throw new Error('nobody looks');
    const own = new Set(all.filter((row) => belongsTo(extent, row, [])).map((row) => row.id));
    for (const q of [':r220000', ':p', '~qy', ":s' | '企", '企\\']) {
      const answer = await desk.get(`/v1/search?q=${encodeURIComponent(q)}`);
      expect([200, 422], q).toContain(answer.statusCode);
      if (answer.statusCode === 200) for (const { id } of answer.json<Answer>().items) expect(own.has(id), q).toBe(true);
    }
  });
});

describe('the role that reads the index', () => {
  it('may read the index and nothing else, and nobody may become it', async () => {
    const { owner } = office.database;
    const rights = await owner.query<{ right: string }>(
      `select relname || ' ' || privilege as right from pg_class c, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and has_table_privilege('anwang_search', c.oid, privilege)`,
    );
    const published = await owner.query<{ right: string }>(
      `select relname || ' select' as right from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege('public', c.oid, 'select')`,
    );
    expect(rights.rows.filter(({ right }) => !published.rows.some((each) => each.right === right))).toEqual([
      { right: 'search_entry select' },
    ]);
    const role = await owner.query(
      `select rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolinherit as strong,
         (select count(*)::int from pg_auth_members where roleid = r.oid and member <> (select oid from pg_roles where rolname = current_user)) as members
       from pg_roles r where rolname = 'anwang_search'`,
    );
    expect(role.rows).toEqual([{ strong: false, members: 0 }]);
  });
});

describe('what the index does not know yet', () => {
  it('a record that left the reader’s area a moment ago is not told of, nor counted', async () => {
    const type = catalogue.find((each) => each.name === 'enterprise');
    const [extent, desk] = [...desks].find(([each]) => each.reader === 'officer' && each.region === places.otherCounty) ?? [];
    if (type === undefined || extent === undefined || desk === undefined) throw new Error('nobody looks');
    const before = await askAll(desk, '企', type);
    const [gone] = before.ids;
    await office.database.owner.query('update enterprise set region = $1 where id = $2', [places.otherCityTownship, gone]);
    const after = await askAll(desk, '企', type);
    expect(after.ids).toEqual(before.ids.filter((id) => id !== gone));
    expect(after.n).toBe(before.n - 1);
  });

  it('without a session nothing is answered', async () => {
    const answer = await office.app.inject('/v1/search?q=%E4%BC%81');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, 'signed-out']);
  });
});
