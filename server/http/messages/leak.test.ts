import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEffects } from '#kernel/effects/run.ts';
import { type Actor, deskOf } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { effects } from '#modules/effects.ts';
import { messengerOver, noChannels } from '#server/messages.ts';
import { belongsTo, type Extent, extents, member } from '#server/testing/cast.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { people } from '#server/testing/people.ts';
import { populate } from '#server/testing/population.ts';
import { sealAll } from '#server/testing/seal.ts';
import { effectParts } from '#server/workers.ts';

interface Item {
  readonly id: string;
  readonly message: string;
  readonly desk: string;
  readonly sender: string | null;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
}

interface Reader {
  readonly extent: Extent;
  readonly actor: Actor;
  readonly desk: Desk;
}

let office: Office;
let readers: readonly Reader[];
let items: readonly Item[];

/** Offices that are really told something, beside those of the cast. */
function offices(): readonly Extent[] {
  const { countySupervisor, citySupervisor, countyCommission, lineSupervisor, villageInspector, inspector } = people;
  return [countySupervisor, citySupervisor, countyCommission, lineSupervisor, villageInspector, inspector].map((actor) => ({
    ...actor,
    name: `${actor.org} of ${actor.region}`,
  }));
}

beforeAll(async () => {
  office = await openOffice();
  const ids = await populate(office);
  const messenger = messengerOver(office.platform, noChannels, null);
  office.clock.advance(40 * 86_400_000);
  await office.platform.sweep();
  const { database, clock, platform } = office;
  for (let more = 1; more > 0; ) more = await runEffects(database.server, clock, effects, effectParts(platform));
  await sealAll(office);
  for (let more = 1; more > 0; ) more = await messenger.gather();
  const cast = [...extents(ids).filter((each) => each.reader !== 'public'), ...offices()];
  const seated: Reader[] = [];
  for (const [index, extent] of cast.entries()) {
    const actor = member(extent, extent.roles[0] ?? 'public', index + 1);
    seated.push({ extent, actor, desk: await office.seat(actor) });
  }
  readers = seated;
  const found = await database.owner.query<Item>('select id, message, desk, sender, region, line, subject from message_item');
  items = found.rows;
}, 120_000);
afterAll(() => office.close());

/** Whose an item is, said once more and in another way than the policies say it. */
function mine({ extent, actor }: Reader, item: Item, box: 'inbox' | 'sent'): boolean {
  if ((box === 'inbox' ? item.desk : item.sender) !== deskOf(actor)) return false;
  return extent.reader === 'agency' || belongsTo(extent, { ...item, agency: null, state: '' }, []);
}

interface Page {
  readonly items: readonly { readonly id: string; readonly count: number }[];
  readonly next: string | null;
}

async function listed(desk: Desk, box: 'inbox' | 'sent'): Promise<ReadonlyMap<string, number>> {
  const boxes = box === 'inbox' ? [await pages(desk, 'inbox'), await pages(desk, 'open')] : [await pages(desk, 'sent')];
  return new Map(boxes.flatMap((each) => [...each]));
}

async function pages(desk: Desk, box: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (let cursor = ''; ; ) {
    const answer = await desk.get(`/v1/messages?box=${box}&limit=3${cursor}`);
    expect(answer.statusCode, answer.body).toBe(200);
    const page = answer.json<Page>();
    for (const { id, count } of page.items) {
      expect(found.has(id), `${id} twice`).toBe(false);
      found.set(id, count);
    }
    if (page.next === null) return found;
    cursor = `&cursor=${page.next}`;
  }
}

function counted(own: readonly Item[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { message } of own) counts.set(message, (counts.get(message) ?? 0) + 1);
  return counts;
}

const sorted = (map: ReadonlyMap<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe('messages', () => {
  it('are there for several desks, and more than any one of them may read', () => {
    expect(items.length).toBeGreaterThan(20);
    expect(new Set(items.map((each) => each.desk)).size).toBeGreaterThan(4);
    const told = readers.filter((reader) => items.some((item) => mine(reader, item, 'inbox')));
    expect(told.length).toBeGreaterThan(4);
    expect(readers.filter((reader) => items.some((item) => mine(reader, item, 'sent'))).length).toBeGreaterThan(0);
  });

  it.each(['inbox', 'sent'] as const)('of the %s are exactly one’s own, with the items that one may see', async (box) => {
    for (const reader of readers) {
      const own = items.filter((item) => mine(reader, item, box));
      expect(sorted(await listed(reader.desk, box)), reader.extent.name).toEqual(sorted(counted(own)));
    }
  });

  it('one by one answer for one’s own, and for all else as for what does not exist; nor can they be read or acknowledged', async () => {
    const ids = [...new Set(items.map((each) => each.message))];
    const check = async (reader: Reader): Promise<void> => {
      for (const id of ids) {
        const own = items.filter((item) => item.message === id);
        const seen = own.some((item) => mine(reader, item, 'inbox') || mine(reader, item, 'sent'));
        const status = (await reader.desk.get(`/v1/messages/${id}`)).statusCode;
        expect(status, `${reader.extent.name} ${id}`).toBe(seen ? 200 : 404);
        if (seen || !ids.slice(0, 6).includes(id)) continue;
        for (const act of ['read', 'acknowledge']) {
          const answer = await reader.desk.post(`/v1/messages/${id}/${act}`, {});
          expect(answer.statusCode, `${reader.extent.name} ${act}: ${answer.body}`).toBe(404);
        }
      }
    };
    await Promise.all(readers.map(check));
    const foreign = await office.database.owner.query(
      'select 1 from message_receipt union all select 1 from message where acknowledged_at is not null',
    );
    expect(foreign.rows).toEqual([]);
  });

  it('have receipts that their reader and their sender see, and nobody else', async () => {
    for (const { desk } of readers) {
      for (const id of (await listed(desk, 'inbox')).keys()) expect((await desk.post(`/v1/messages/${id}/read`, {})).statusCode).toBe(200);
    }
    const { rows } = await office.database.owner.query<{ message: string; person: string }>('select message, person from message_receipt');
    expect(rows.length).toBeGreaterThan(5);
    for (const reader of readers) {
      const own = rows.filter(
        ({ message, person }) =>
          person === reader.actor.person || items.some((item) => item.message === message && mine(reader, item, 'sent')),
      );
      const seen = await scoped(office.database.server, reader.actor, (sql) =>
        sql.query<{ message: string; person: string }>('select message, person from message_receipt'),
      );
      const key = (each: { message: string; person: string }) => `${each.message} ${each.person}`;
      expect(seen.rows.map(key).sort(), reader.extent.name).toEqual(own.map(key).sort());
    }
  });

  it('are nobody’s without a session, and settings are one’s own', async () => {
    for (const url of ['/v1/messages', '/v1/messages/count', '/v1/message-settings', `/v1/messages/${items[0]?.message}`])
      expect((await office.app.inject(url)).statusCode, url).toBe(401);
    const [first, second] = readers;
    if (first === undefined || second === undefined) throw new Error('nobody is seated');
    const body = { language: 'zh', quiet: null, channels: {} };
    const bad = await first.desk.post('/v1/message-settings', { ...body, email: 'a@b.cn, c@d.cn' });
    expect([bad.statusCode, bad.json<{ details: { field: string }[] }>().details[0]?.field]).toEqual([422, 'email']);
    expect((await first.desk.post('/v1/message-settings', { ...body, email: 'first@example.cn' })).statusCode).toBe(200);
    expect((await first.desk.get('/v1/message-settings')).json()).toMatchObject({ email: 'f***@example.cn' });
    expect((await second.desk.get('/v1/message-settings')).json()).toMatchObject({ email: '' });
    const told = JSON.stringify(
      (await office.database.owner.query(`select body from ledger_entry where record_type = 'message-setting'`)).rows,
    );
    expect(told).toContain('commit');
    expect(told).not.toContain('first@example.cn');
  });
});
