import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSigned } from '#kernel/messages/sign.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { type Messenger, messengerOver, noChannels } from '#server/messages.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { twoEnterprises } from '#server/testing/enterprises.ts';
import { people, personIn } from '#server/testing/people.ts';
import { sealAll } from '#server/testing/seal.ts';
import { take } from '#server/testing/story.ts';
import { giveTelephones } from '#server/testing/telephones.ts';

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const administrator: Actor = {
  ...people.countyCommission,
  person: 'a0000000-0000-4000-8000-000000000099',
  post: 'b0000000-0000-4000-8000-000000000099',
  roles: ['administrator'],
};
const ids = new Map<string, string>();
const got: Got[] = [];
let answer = 200;
let office: Office;
let messenger: Messenger;
let server: Server;
let url = '';
let desk: Desk;

async function work(): Promise<void> {
  await sealAll(office);
  for (let more = 1; more > 0; ) more = await messenger.gather();
  for (let more = 1; more > 0; ) more = await messenger.deliverEvents();
}

async function report(title: string, enterprise: string): Promise<void> {
  office.clock.advance(1_000);
  const input = { title, description: '关闭', enterprise, source: 'supervision', found_on: '2026-03-04' };
  await take(office, '', { who: 'countySupervisor', type: 'hidden-danger', action: 'report', input, outcome: 'reported', as: title }, ids);
}

async function register(at: Desk, body: object): Promise<{ id: string; secret: string }> {
  const made = await at.post('/v1/webhooks', body);
  expect(made.statusCode, made.body).toBe(201);
  return made.json();
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answer, { location: 'http://127.0.0.1:1/' }).end('kept by nobody');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`; // it listens on a port
  office = await openOffice();
  messenger = messengerOver(office.platform, noChannels, null, { allowLoopback: true });
  for (const step of twoEnterprises) await take(office, 'enterprise', step, ids);
  await work();
  desk = await office.seat(administrator);
});
afterAll(async () => {
  server.close();
  await office.close();
});

describe('registering an address', () => {
  it.each([
    ['http elsewhere', 'http://example.cn/x', 'url-https'],
    ['another protocol', 'ftp://example.cn/x', 'url-shape'],
    ['no address', 'example', 'url-shape'],
    ['a password in it', `https://${['u', 'p'].join(':')}@example.cn/`, 'url-shape'],
    ['a private network', 'https://10.1.2.3/x', 'url-private'],
    ['the machine’s metadata', 'https://169.254.169.254/latest', 'url-private'],
    ['a private network in another coat', 'https://[::ffff:10.1.2.3]/x', 'url-private'],
    ['a private network as one number', 'https://167838211/x', 'url-private'],
    ['an own network of IPv6', 'https://[fd00::1]/x', 'url-private'],
  ])('%s is refused at its field', async (_, address, code) => {
    const refused = await desk.post('/v1/webhooks', { url: address, events: ['*'] });
    expect([refused.statusCode, refused.json<{ details: object[] }>().details]).toMatchObject([422, [{ code, field: 'url' }]]);
  });

  it('events that are none, and whoever answers for no system', async () => {
    expect((await desk.post('/v1/webhooks', { url, events: ['everything!'] })).statusCode).toBe(422);
    const supervisor = await office.seat(people.countySupervisor);
    expect((await supervisor.get('/v1/webhooks')).statusCode).toBe(403);
    expect((await supervisor.post('/v1/webhooks', { url, events: ['*'] })).statusCode).toBe(403);
  });
});

describe('an event', () => {
  it('goes to whoever may see the record, signed, with ids and codes and no word of the record', async () => {
    const head = await office.seat(personIn('enterpriseHead', ids));
    const mine = await register(head, { url, events: ['hidden-danger.report'] });
    const county = await register(desk, { url, events: ['hidden-danger.*'] });
    got.length = 0;
    await report('他人储罐安全阀未投用', '$other');
    await work();
    expect(got).toHaveLength(1);
    await report('本企业储罐安全阀未投用', '$mine');
    await work();
    expect(got).toHaveLength(3);
    const secrets = [mine, county].map((each) => each.secret);
    for (const { headers, body } of got) {
      const [id, at] = [String(headers['x-anwang-id']), Number(headers['x-anwang-timestamp'])];
      expect(secrets.filter((secret) => isSigned(String(headers['x-anwang-signature']), secret, id, at, body))).toHaveLength(1);
      expect(Object.keys(JSON.parse(body))).toEqual(['id', 'event', 'at', 'record', 'region', 'line', 'subject']);
      expect(body).not.toMatch(/储罐|安全阀/);
    }
    const listed = await desk.get('/v1/webhooks');
    expect(listed.json<{ items: { id: string }[] }>().items.map((each) => each.id)).toEqual([county.id]);
    expect(listed.body).not.toContain(county.secret);
    expect((await desk.get(`/v1/webhooks/${mine.id}/deliveries`)).statusCode).toBe(404);
    expect((await desk.post(`/v1/webhooks/${mine.id}/remove`, { version: 1 })).statusCode).toBe(404);
    await head.post(`/v1/webhooks/${mine.id}/remove`, { version: 1 });
  });

  it('is tried again after a failure, and a redirect is not followed', async () => {
    got.length = 0;
    answer = 302;
    await report('重定向的储罐隐患', '$mine');
    await work();
    const [hook] = (await desk.get('/v1/webhooks')).json<{ items: { id: string }[] }>().items;
    const log = async () => (await desk.get(`/v1/webhooks/${hook?.id}/deliveries?limit=1`)).json<{ items: object[] }>().items;
    expect(await log()).toMatchObject([{ state: 'queued', status: 302, tries: 1 }]);
    answer = 200;
    office.clock.advance(60_001);
    await work();
    expect(await log()).toMatchObject([{ state: 'sent', status: 200, tries: 2 }]);
    expect(new Set(got.map((each) => each.headers['x-anwang-id'])).size).toBe(1);
  });

  it('that fails for good ten times turns the address off, until somebody resumes it', async () => {
    answer = 410;
    for (let n = 0; n < 10; n += 1) await report(`第 ${n} 号储罐的隐患`, '$mine');
    await work();
    const state = async () => (await desk.get('/v1/webhooks')).json<{ items: { id: string; version: number; state: string }[] }>().items[0];
    const off = await state();
    expect(off?.state).toBe('disabled');
    got.length = 0;
    await report('停用之后的储罐隐患', '$mine');
    await work();
    expect(got).toEqual([]);
    answer = 200;
    expect((await desk.post(`/v1/webhooks/${off?.id}/resume`, { version: 99 })).statusCode).toBe(409);
    expect((await desk.post(`/v1/webhooks/${off?.id}/resume`, { version: off?.version })).statusCode).toBe(200);
    expect((await desk.post(`/v1/webhooks/${off?.id}/test`, {})).statusCode).toBe(200);
    await work();
    expect(got.map((each) => JSON.parse(each.body).event)).toEqual(['webhook.test']);
    const { rows } = await office.database.owner.query(`select verb from ledger_entry where record_id = $1 order by version`, [off?.id]);
    expect(rows).toEqual([{ verb: 'webhook.register' }, { verb: 'webhook.resume' }]);
  });

  it('goes to no private network, whatever was registered before', async () => {
    const outside = messengerOver(office.platform, noChannels, null);
    got.length = 0;
    await report('收紧之后的储罐隐患', '$mine');
    await sealAll(office);
    for (let more = 1; more > 0; ) more = await outside.gather();
    await outside.deliverEvents();
    expect(got).toEqual([]);
    const { rows } = await office.database.owner.query(`select state, status from webhook_delivery order by at desc, id desc limit 1`);
    expect(rows).toEqual([{ state: 'failed', status: null }]);
  });
});

describe('the administration of channels', () => {
  it('is for administrators and auditors, each in his own area', async () => {
    const supervisor = await office.seat(people.countySupervisor);
    for (const path of ['message-channels', 'message-deliveries', 'message-templates'])
      expect((await supervisor.get(`/v1/${path}`)).statusCode, path).toBe(403);
    expect((await desk.post('/v1/message-channels/email/test', {})).json<{ details: object[] }>().details).toMatchObject([
      { code: 'no-address' },
    ]);
    await giveTelephones(office);
    expect((await desk.post('/v1/message-channels/sms/test', {})).statusCode).toBe(200);
    for (let more = 1; more > 0; ) more = await messenger.dispatch();
    await messenger.deliver('sms');
    const sms = (await desk.get('/v1/message-channels'))
      .json<{ items: { channel: string }[] }>()
      .items.find((each) => each.channel === 'sms');
    expect(sms).toMatchObject({ target: null, logged: 1, sent: 0 });
    const log = async (at: Desk) => (await at.get('/v1/message-deliveries')).json<{ items: object[] }>().items;
    expect(await log(desk)).toMatchObject([
      { channel: 'sms', state: 'logged', reason: 'no-gateway', address: '139****0000', words: '【安网】测试消息：消息渠道可以送达' },
    ]);
    const elsewhere = { ...administrator, org: '220103-commission', region: people.otherCountyCommission.region };
    const other = await office.seat({
      ...elsewhere,
      person: 'a0000000-0000-4000-8000-000000000098',
      post: 'b0000000-0000-4000-8000-000000000098',
    });
    expect(await log(other)).toEqual([]);
    const { items } = (await desk.get('/v1/message-templates')).json<{ items: { kind: string }[] }>();
    expect(items.map((each) => each.kind)).toContain('escalated');
  });
});
