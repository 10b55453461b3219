import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { disclosureOf } from '#kernel/record/field.ts';
import { catalogue } from '#modules/catalogue.ts';
import { type Office, openOffice } from '#server/testing/desk.ts';
import { people } from '#server/testing/people.ts';
import { populate } from '#server/testing/population.ts';
import { crawl, type Read, read } from './crawl.fixture.ts';

let office: Office;
let ids: ReadonlyMap<string, string>;
let pages: readonly Read[];
let rows: readonly { readonly type: AnyRecordType; readonly row: Readonly<Record<string, unknown>>; readonly shown: boolean }[];

/** The second of an office, who reviews what the first submitted. */
const reviewer = (org: string) => ({ ...people.lineSupervisor, person: people.countySupervisor.person, org });

beforeAll(async () => {
  office = await openOffice();
  ids = await populate(office);
  const act = office.platform.executor.act;
  const { owner } = office.database;
  const notice = ids.get('builder-notice') ?? '';
  const issuer =
    (await owner.query<{ issuer: string }>('select issuer from official_notice where id = $1', [notice])).rows[0]?.issuer ?? '';
  await act({
    actor: { ...reviewer(issuer), region: '220000.220100.220102.220102001' },
    type: 'official-notice',
    id: notice,
    action: 'publish',
    input: { review: '审查人内部意见一则' },
  });
  await owner.query(`update official_notice set void_reason = '内部作废理由' where id = $1`, [notice]);
  // The portal has words of its own for what this one is called.
  await owner.query(`update production_restart set title = '三号储罐区复产'`);
  pages = await crawl(office.app);
  const found = await Promise.all(
    catalogue.map(async (type) => {
      const all = await owner.query<Record<string, unknown>>(`select * from ${type.table}`);
      return all.rows.map((row) => ({ type, row, shown: isShown(type, row) }));
    }),
  );
  rows = found.flat();
});
afterAll(() => office.close());

function isShown({ disclosure }: AnyRecordType, row: Readonly<Record<string, unknown>>): boolean {
  if (disclosure === undefined || !disclosure.states.some((state) => state === row.state)) return false;
  return disclosure.flag === undefined || row[disclosure.flag] === true;
}

/** Values that stand nowhere but in what is not public: names of offices and choices are words of their own. */
function closedValues(type: AnyRecordType, row: Readonly<Record<string, unknown>>, shown: boolean): string[] {
  return Object.entries(type.fields).flatMap(([name, field]) => {
    const value = row[name];
    if (typeof value !== 'string' || value.length < 2) return [];
    if (!['text', 'long-text', 'code', 'phone', 'person'].includes(field.kind)) return [];
    return shown && disclosureOf(field) === 'public' ? [] : [value];
  });
}

describe('the pages of the portal, all that links lead to', () => {
  it('are many, in both languages, and none is missing or failed', () => {
    expect(pages.filter((page) => page.status !== 200).map(({ path, status }) => `${status} ${path}`)).toEqual([]);
    for (const part of ['/listed-dangers/', '/papers/', '/enterprises/'])
      for (const root of ['/public', '/public/en'])
        expect(
          pages.some(({ path }) => path.startsWith(`${root}${part}`)),
          `${root}${part}`,
        ).toBe(true);
  });

  it('hold no value that is not disclosed, of any record of any type', () => {
    const open = new Set(
      rows.flatMap(({ type, row, shown }) =>
        shown ? Object.entries(type.fields).flatMap(([name, field]) => (disclosureOf(field) === 'public' ? [String(row[name])] : [])) : [],
      ),
    );
    const closed = new Set(rows.flatMap(({ type, row, shown }) => closedValues(type, row, shown)).filter((value) => !open.has(value)));
    expect(closed.size).toBeGreaterThan(60);
    const texts = pages.map((page) => page.body).join('\n');
    const open_ = [...open].join('\n');
    // A short value may be a part of a public one; then its presence says nothing.
    const leaked = [...closed].filter((value) => texts.includes(value) && !open_.includes(value));
    expect(leaked).toEqual([]);
  });

  it('run no script, load nothing from elsewhere, and say so to the browser', () => {
    for (const { path, body, headers } of pages) {
      expect(body, path).not.toMatch(/<script|javascript:|\son\w+=|\sstyle="/i);
      expect(headers['content-security-policy'], path).toContain("default-src 'none'");
      expect(headers['set-cookie'], path).toBeUndefined();
    }
  });
});

describe('a record that is not disclosed', () => {
  it('has the very answer of one that does not exist', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000404';
    const paths = { enterprise: 'enterprises', 'listed-supervision': 'listed-dangers', 'official-notice': 'papers' } as const;
    let asked = 0;
    for (const [name, path] of Object.entries(paths)) {
      const nothing = await read(office.app, `/public/${path}/${nowhere}`);
      expect(nothing.status).toBe(404);
      for (const { type, row, shown } of rows) {
        if (type.name === name && shown) continue;
        const answer = await read(office.app, `/public/${path}/${String(row.id)}`);
        // The ids of other types are tried on each kind of page as well.
        expect(answer.status, `${path} ${type.name} ${String(row.state)}`).toBe(404);
        expect(answer.body).toBe(nothing.body);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(100);
  });

  it('is a paper with a grade of secrecy, which nobody can publish', async () => {
    const marked = ids.get('mine-notice') ?? '';
    await office.database.owner.query(`update official_notice set secrecy = 'secret' where id = $1`, [marked]);
    const found = await office.database.owner.query<{ issuer: string }>('select issuer from official_notice where id = $1', [marked]);
    const actor = { ...people.lineSupervisor, person: people.countySupervisor.person, org: found.rows[0]?.issuer ?? '' };
    const request = { type: 'official-notice', id: marked, action: 'publish', input: { review: '没有问题' } };
    const told = await office.platform.executor
      .act({ ...request, actor: { ...actor, line: 'hazardous-chemicals', region: '220000.220100.220102.220102001' } })
      .then(
        () => 'done',
        (error: unknown) => JSON.stringify(error),
      );
    expect(told).toContain('has-no-secrecy');
  });
});
