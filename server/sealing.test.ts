import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRows } from '#kernel/ledger/compare-rows.ts';
import { sealAll } from '#kernel/ledger/sealer.ts';
import { newPrivateKey, signerOf } from '#kernel/ledger/signature.ts';
import { verifyLedger } from '#kernel/ledger/verify.ts';
import { isSealedField } from '#kernel/record/sealed.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { addSealingKey, newVault, openVault } from '#kernel/sealing/ring.ts';
import { catalogue } from '#modules/catalogue.ts';
import { rowDefinitionOf } from '#simulate/checks/ledger.ts';
import { resealAll } from './runtime/reseal.ts';
import { requireRing } from './runtime/sealing-check.ts';
import { type Office, openOffice } from './testing/desk.ts';
import { people } from './testing/people.ts';
import { populate } from './testing/population.ts';

/** What the fixtures are given for telephone numbers, and one for a person. */
const numbers = ['19900001234', '19900005678', '19900004321', '13904318888'];

let office: Office;
const signer = signerOf(newPrivateKey('ed25519'));

beforeAll(async () => {
  office = await openOffice();
  await populate(office);
  await office.services.people.create(systemActor, {
    name: '周有号',
    phone: '13904318888',
    login: 'with.phone',
    post: {
      roles: ['supervisor'],
      reader: 'officer',
      region: people.countySupervisor.region,
      line: '',
      organisation: '220102-emergency',
      subject: null,
      title: { zh: '执法人员', en: 'Officer' },
    },
  });
  await sealAll(office.database.server, { clock: office.clock, signer, log: 'test' });
});
afterAll(() => office?.close());

/** Every row of every table as text, which is what a dump or a backup holds: the tables in which one of the texts stands. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const { owner } = office.database;
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await owner.query(`select 1 from "${name}" t where t::text like any ($1) limit 1`, [texts.map((text) => `%${text}%`)]);
    if (hit.rows.length > 0) found.push(name);
  }
  return found;
}

describe('the database', () => {
  it('holds no telephone number in the clear, in no table', async () => {
    expect(await tablesWith(['199****1234', '储罐安全阀'])).toContain('hidden_danger');
    expect(await tablesWith(numbers)).toEqual([]);
  });

  it('refuses one that comes past the executor', async () => {
    const past = (text: string) =>
      office.database.owner.query(text).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await past("update safety_staff set phone = '19900001234'")).toContain('violates check constraint');
    expect(await past("update person set phone = '13904318888'")).toContain('violates check constraint');
  });
});

describe('whoever may', () => {
  it('sees the mask in lists, the number after a look that is kept, and finds a person by the whole number', async () => {
    const desk = await office.seat(people.countySupervisor);
    const list = (await desk.get('/v1/safety-staff?limit=1')).json<{ items: { id: string; version: number; phone: string }[] }>();
    const [member] = list.items;
    expect(member?.phone).toBe('199****1234');
    const key = { 'idempotency-key': 'look-at-the-phone' };
    const seen = await desk.post(`/v1/safety-staff/${member?.id}/reveal`, { field: 'phone', reason: '通知整改' }, key);
    expect(seen.json()).toEqual({ value: '19900001234' });
    const found = async (q: string) => (await desk.get(`/v1/people?q=${q}`)).json<{ items: { name: string; phone: string }[] }>().items;
    expect((await found('13904318888')).map((each) => [each.name, each.phone])).toEqual([['周有号', '139****8888']]);
    expect(await found('1390431')).toEqual([]);
  });
});

describe('a ring that is not the database’s', () => {
  it('is refused at the start, the database’s own is taken', async () => {
    const { owner } = office.database;
    await requireRing(owner, office.platform.vault);
    await requireRing(owner, office.platform.vault);
    await expect(requireRing(owner, newVault())).rejects.toThrow('keys/sealing.json');
  });
});

describe('a new key', () => {
  it('takes over everything that an older one had sealed, and ledger and rows still agree', async () => {
    const folder = `${office.folder}/rotation`;
    const vault = await openVault(folder);
    // The office seals with a ring of its own; from here on it is read with the folder's.
    const before = office.platform.vault;
    const both = {
      ...vault,
      open: (sealed: string, context: string) => (sealed.startsWith('sealed:1:') ? before : vault).open(sealed, context),
    };
    await addSealingKey(folder);
    const present = await openVault(folder);
    const moving = { ...present, open: both.open };
    const seen: number[] = [];
    const { done } = await resealAll(office.database.owner, moving, (n) => seen.push(n));
    expect(done).toBeGreaterThan(20);
    expect(seen.at(-1)).toBe(done);
    expect((await resealAll(office.database.owner, moving, () => undefined)).done).toBe(0);
    const keys = new Map([[signer.key.id, signer.key]]);
    await sealAll(office.database.server, { clock: office.clock, signer, log: 'test' });
    const verified = await verifyLedger(office.database.server, { keys, vault: present });
    expect([verified.findings, verified.personal > 20]).toEqual([[], true]);
    // The population writes some scope columns by hand; what is looked at here are the sealed ones.
    const definitions = catalogue.map((type) => {
      const { columns, ...definition } = rowDefinitionOf(type, present);
      return { ...definition, columns: columns.filter(({ column }) => isSealedField(type.fields[column])) };
    });
    const compared = await compareRows(office.database.server, definitions, { vault: present });
    expect([compared.findings, compared.records > 20]).toEqual([[], true]);
    expect(await tablesWith(numbers)).toEqual([]);
  });
});
