import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runEffects } from '#kernel/effects/run.ts';
import { changeSettings } from '#kernel/messages/settings.ts';
import { isSigned } from '#kernel/messages/sign.ts';
import { effects } from '#modules/effects.ts';
import { channelsOf, type Messenger, messengerOver, noChannels } from './messages.ts';
import { type Office, openOffice } from './testing/desk.ts';
import { twoEnterprises } from './testing/enterprises.ts';
import { people, personIn } from './testing/people.ts';
import { sealAll } from './testing/seal.ts';
import { type Step, take } from './testing/story.ts';
import { giveTelephones } from './testing/telephones.ts';
import { effectParts } from './workers.ts';

const hour_ms = 3_600_000;
let office: Office;
let messenger: Messenger;
const ids = new Map<string, string>();

const report = (title: string, as: string): Step => ({
  who: 'countySupervisor',
  type: 'hidden-danger',
  action: 'report',
  input: { title, description: '关闭', enterprise: '$mine', source: 'supervision', found_on: '2026-03-04' },
  outcome: 'reported',
  as,
});
const assess = (on: string): Step => ({
  who: 'countySupervisor',
  type: 'hidden-danger',
  action: 'assess',
  on,
  input: { level: 'general' },
  outcome: 'rectifying',
});

async function gatherAll(): Promise<void> {
  await sealAll(office);
  for (let more = 1; more > 0; ) more = await messenger.gather();
}

async function settle(): Promise<void> {
  for (let more = 1; more > 0; ) more = await messenger.dispatch();
  for (const name of ['email', 'sms', 'voice'] as const) await messenger.deliver(name);
}

async function pass(days: number): Promise<void> {
  office.clock.advance(days * 24 * hour_ms);
  await office.platform.sweep();
  await runEffects(office.database.server, office.clock, effects, effectParts(office.platform));
  await gatherAll();
  // What is urgent waits a minute for what else has happened.
  office.clock.advance(60_001);
}

async function rows(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  return (await office.database.owner.query(text, values)).rows;
}

const told = (kind: string) =>
  rows(
    `select desk, (select count(*)::int from message_item i where i.message = m.id) as n, must_acknowledge as must from message m where kind = $1 order by at, desk`,
    [kind],
  );

beforeEach(async () => {
  office = await openOffice();
  ids.clear();
  messenger = messengerOver(office.platform, noChannels, null);
  for (const step of twoEnterprises) await take(office, 'enterprise', step, ids);
  await gatherAll();
  await rows('delete from message');
});
afterEach(() => office.close());

describe('an act tells', () => {
  it('nobody of what he has put on his own desk', async () => {
    await take(office, '', report('储罐安全阀未投用', 'danger'), ids);
    await gatherAll();
    expect(await rows('select kind from message')).toEqual([]);
  });

  it('whoever it is turn of now, thirty duties as one message, and the same again changes nothing', async () => {
    for (let n = 0; n < 30; n += 1) {
      await take(office, '', report(`第 ${n} 号储罐的隐患`, `danger${n}`), ids);
      await take(office, '', assess(`danger${n}`), ids);
    }
    await gatherAll();
    const one = [{ desk: ids.get('mine'), n: 30, must: false }];
    expect(await told('duty-arrived')).toEqual(one);
    await rows(`update message_cursor set position = 0`);
    await rows('update notice set taken_at = null');
    await gatherAll();
    expect(await told('duty-arrived')).toEqual(one);
  });

  it('the office that has to verify, and the enterprise what came of it', async () => {
    const danger = { type: 'hidden-danger', on: 'danger' } as const;
    for (const step of [report('储罐安全阀未投用', 'danger'), assess('danger')]) await take(office, '', step, ids);
    const done = { rectification: '安全阀已投用，试验合格' };
    await take(office, '', { ...danger, who: 'safetyManager', action: 'rectify', input: done, outcome: 'verifying' }, ids);
    await gatherAll();
    expect((await told('duty-arrived')).map((each) => each.desk).sort()).toEqual(['220102-emergency', ids.get('mine')].sort());
    expect(await told('settled')).toEqual([]);
    await take(
      office,
      '',
      { ...danger, who: 'countySupervisor', action: 'verify', input: { verification: '复查合格' }, outcome: 'closed' },
      ids,
    );
    await gatherAll();
    expect(await told('settled')).toEqual([{ desk: ids.get('mine'), n: 1, must: false }]);
  });

  it('an applicant who stands for himself what became of his claim', async () => {
    const applicant = await office.seat(people.applicant);
    const [code] = await rows('select credit_code from enterprise where id = $1', [ids.get('mine')]);
    const input = { credit_code: code?.credit_code, position: 'enterprise-head', applicant_name: '李申', phone: '19900004321' };
    await take(office, '', { who: 'applicant', type: 'enterprise-claim', action: 'submit', input, outcome: 'submitted', as: 'claim' }, ids);
    await take(
      office,
      '',
      {
        who: 'countySupervisor',
        type: 'enterprise-claim',
        action: 'refuse',
        on: 'claim',
        input: { decision_note: '材料不全' },
        outcome: 'refused',
      },
      ids,
    );
    await pass(0);
    const answer = await applicant.get('/v1/messages');
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json<{ items: { text: { zh: string } }[] }>().items.map((each) => each.text.zh)).toEqual([
      '办理结果：企业认领申请“李申”未同意',
    ]);
    expect((await applicant.get('/v1/messages/count')).json()).toEqual({ unread: 1, open: 0 });
  });
});

describe('lateness', () => {
  beforeEach(async () => {
    for (const step of [report('储罐安全阀未投用', 'danger'), assess('danger')]) await take(office, '', step, ids);
    await gatherAll();
    await rows('delete from message');
    await office.seat(personIn('safetyManager', ids));
    await office.seat(personIn('worker', ids));
    await office.seat(people.countySupervisor);
    await giveTelephones(office);
  });

  it('warns, reminds, and from the second rung on must be acknowledged; whoever only works there is not written to', async () => {
    await pass(60);
    const escalated = await told('escalated');
    expect(escalated.every((each) => each.must === true)).toBe(true);
    // Four rungs in one night are one message.
    expect(escalated.find((each) => each.desk === ids.get('mine'))).toMatchObject({ n: 4 });
    expect(new Set(escalated.map((each) => each.desk))).toEqual(
      new Set([ids.get('mine'), '220102-emergency', '220100-emergency', '220000-emergency']),
    );
    await settle();
    const sent = await rows(
      `select person, channel, state, reason, address, words from message_delivery where desk = $1 group by 1, 2, 3, 4, 5, 6 order by channel limit 1`,
      [ids.get('mine')],
    );
    expect(sent).toEqual([
      {
        person: people.safetyManager.person,
        channel: 'sms',
        state: 'logged',
        reason: 'no-gateway',
        address: '139****0000',
        words: expect.stringContaining('【安网】'),
      },
    ]);
    expect(await rows('select 1 from message_delivery where person = $1', [people.worker.person])).toEqual([]);
  });

  it('that nobody acknowledges goes on to the next channel, and at last to whoever supervises', async () => {
    await pass(60);
    await settle();
    const channels = async () =>
      (await rows(`select distinct channel from message_delivery where desk = $1 order by 1`, [ids.get('mine')])).map(
        (each) => each.channel,
      );
    expect(await channels()).toEqual(['sms']);
    office.clock.advance(4 * hour_ms + 1);
    await settle();
    expect(await channels()).toEqual(['sms', 'voice']);
    const silent = async () => (await told('unacknowledged')).filter((each) => each.desk === '220102-emergency');
    expect(await silent()).toEqual([]);
    office.clock.advance(4 * hour_ms + 1);
    await settle();
    expect(await silent()).toHaveLength(1);
  });

  it('that brings something new after it was acknowledged must be acknowledged again; the same once more need not', async () => {
    await pass(60);
    const manager = await office.seat(personIn('safetyManager', ids));
    const open = async () => (await manager.get('/v1/messages?box=open')).json<{ items: { id: string; count: number }[] }>().items;
    const [first] = await open();
    await manager.post(`/v1/messages/${first?.id}/acknowledge`, {});
    await rows('update notice set taken_at = null');
    await gatherAll();
    expect(await open()).toEqual([]);
    await rows(
      `insert into notice select gen_random_uuid(), at, kind, rung, desk, region, line, record_type, record_id, title, must_acknowledge
      from notice where desk = $1 and rung = 5`,
      [ids.get('mine')],
    );
    await gatherAll();
    expect(await open()).toMatchObject([{ id: first?.id, count: 5 }]);
    await manager.post(`/v1/messages/${first?.id}/acknowledge`, {});
    expect(await rows(`select version, verb from ledger_entry where record_id = $1 order by 1`, [first?.id])).toEqual([
      { version: 1, verb: 'message.acknowledge' },
      { version: 2, verb: 'message.acknowledge' },
    ]);
  });

  it('that is acknowledged goes no further, and stands in the ledger', async () => {
    await pass(60);
    await settle();
    const manager = await office.seat(personIn('safetyManager', ids));
    const { open } = (await manager.get('/v1/messages')).json<{ open: { id: string }[] }>();
    for (const { id } of open) expect((await manager.post(`/v1/messages/${id}/acknowledge`, {})).json()).toEqual({ acknowledged: true });
    expect(await rows(`select count(*)::int as n from ledger_entry where verb = 'message.acknowledge'`)).toEqual([{ n: open.length }]);
    expect(open).toHaveLength(1);
    const before = await rows('select id from message_delivery where desk = $1', [ids.get('mine')]);
    office.clock.advance(9 * hour_ms);
    await settle();
    expect(await rows('select id from message_delivery where desk = $1', [ids.get('mine')])).toHaveLength(before.length);
    expect((await manager.get('/v1/messages/count')).json()).toMatchObject({ open: 0 });
  });
});

describe('e-mail', () => {
  const letters: { to: string; raw: string }[] = [];
  let refuse: { code: number } | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(refuse === null ? null : Object.assign(new Error('no'), { responseCode: refuse.code })),
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo.map((each) => each.address).join(), raw: Buffer.concat(parts).toString() });
        callback();
      });
    },
  });
  let smtp = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
    smtp = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`; // it listens on a port
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  beforeEach(async () => {
    letters.length = 0;
    refuse = null;
    const actor = personIn('safetyManager', ids);
    await office.seat(actor);
    const choice = { language: 'en' as const, quiet: null, channels: { 'duty-arrived': ['email' as const] }, email: 'manager@example.cn' };
    await changeSettings(office.platform, actor, choice);
    messenger = messengerOver(
      office.platform,
      channelsOf({ ANWANG_SMTP_URL: smtp, ANWANG_SMTP_FROM: 'a@example.cn' }, office.clock),
      'https://an.example',
    );
    for (const step of [report('储罐安全阀未投用', 'danger'), assess('danger'), report('灭火器过期失效', 'second'), assess('second')])
      await take(office, '', step, ids);
    await gatherAll();
  });

  it('waits until the span is over, then says all in one letter, in the language of its reader', async () => {
    await settle();
    expect(letters).toEqual([]);
    office.clock.advance(hour_ms);
    await settle();
    await settle();
    expect(letters.map((each) => each.to)).toEqual(['manager@example.cn']);
    expect(letters[0]?.raw).toContain('Subject: [Anwang] 2 new duties');
    const [delivery] = await rows('select state, address, words from message_delivery');
    expect(delivery).toMatchObject({ state: 'sent', address: 'm***@example.cn' });
    expect(delivery?.words).toContain('New duty: Hidden danger “储罐安全阀未投用” (Being put right), due');
    expect(delivery?.words).toContain('https://an.example/messages');
  });

  it('keeps the night free', async () => {
    office.clock.advance(13.5 * hour_ms);
    await settle();
    expect(letters).toEqual([]);
    expect(await rows('select state, next_at from message_delivery')).toEqual([
      { state: 'queued', next_at: new Date('2026-03-04T23:00:00.000Z') },
    ]);
    office.clock.advance(9 * hour_ms);
    await settle();
    expect(letters).toHaveLength(1);
  });

  it('is tried again where that may help, and given up with the reason where it cannot', async () => {
    refuse = { code: 451 };
    office.clock.advance(hour_ms);
    await settle();
    expect(await rows('select state, tries from message_delivery')).toEqual([{ state: 'queued', tries: 1 }]);
    refuse = { code: 550 };
    office.clock.advance(61_000);
    await settle();
    const [failed] = await rows('select state, tries, reason from message_delivery');
    expect(failed).toMatchObject({ state: 'failed', tries: 2 });
    expect(failed?.reason).not.toContain('manager@example.cn');
  });

  it('of an old message is not sent any more', async () => {
    office.clock.advance(25 * hour_ms);
    await settle();
    expect(await rows('select 1 from message_delivery')).toEqual([]);
  });
});

describe('a gateway', () => {
  it('gets a signed request for each text, and half a setting is refused at the start', async () => {
    expect(() => channelsOf({ ANWANG_SMS_URL: 'http://127.0.0.1:1', ANWANG_SMS_SECRET: 'short' }, office.clock)).toThrow(
      'ANWANG_SMS_SECRET',
    );
    expect(() => channelsOf({ ANWANG_SMTP_URL: 'smtp://127.0.0.1:1' }, office.clock)).toThrow('ANWANG_SMTP_FROM');
    const secret = 'a secret of the gateway';
    const got: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const { 'x-anwang-id': id, 'x-anwang-timestamp': at, 'x-anwang-signature': signature } = request.headers;
        const good = isSigned(String(signature), secret, String(id), Number(at), body);
        got.push(`${good} ${body}`);
        response.writeHead(got.length === 1 ? 503 : 200).end();
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo; // it listens on a port
    const channels = channelsOf({ ANWANG_SMS_URL: `http://127.0.0.1:${port}/send`, ANWANG_SMS_SECRET: secret }, office.clock);
    try {
      await expect(channels.sms.send({ id: 'one', to: '13900000000', subject: 's', text: '文' })).rejects.toThrow('503');
      expect(await channels.sms.send({ id: 'one', to: '13900000000', subject: 's', text: '文' })).toBe('sent');
      expect(got).toEqual(Array(2).fill('true {"id":"one","channel":"sms","to":"13900000000","text":"文"}'));
    } finally {
      server.close();
    }
  });
});
