import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock/clock.ts';
import type { TestDatabase } from '#kernel/database/testing.ts';
import { treeHash } from './hash.ts';
import { heads, latestHead } from './heads.ts';
import { rootOf } from './merkle.ts';
import { catchUp, lag, type SealOptions, sealAll, sealOnce, startSealer } from './sealer.ts';
import { readAsSystem } from './session.ts';
import { ledgerDatabase, sampleBody, testKeys, testSigner, writeEntries, writeEntry } from './testing.ts';
import { headFault } from './tree-head.ts';

let database: TestDatabase;
const clock = manualClock('2026-11-24T09:00:00Z');
const options: SealOptions = { clock, signer: testSigner, log: 'test' };

beforeEach(async () => {
  database = await ledgerDatabase({ max: 6 });
});
afterEach(() => database.close());

async function order(): Promise<string[]> {
  const { rows } = await database.owner.query<{ id: string; version: number }>(
    'select record_id as id, version from ledger_leaf order by seq',
  );
  return rows.map((row) => `${Number.parseInt(row.id.slice(-4), 16)}.${row.version}`);
}

describe('the tables', () => {
  test('refuse change and deletion, from the owner too', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    await sealAll(database.server, options);
    for (const statement of [
      "update ledger_entry set verb = 'x'",
      'delete from ledger_entry',
      'truncate ledger_entry',
      "update ledger_leaf set hash = decode(repeat('00', 32), 'hex')",
      'delete from ledger_leaf',
      'truncate ledger_leaf',
      'update ledger_head set size = 7',
      'delete from ledger_head',
      'truncate ledger_head cascade',
      "update ledger_tile set hashes = decode(repeat('00', 32), 'hex')",
      'delete from ledger_tile',
    ]) {
      await expect(database.owner.query(statement), statement).rejects.toThrow('append-only');
    }
    await expect(
      database.owner.transaction(async (sql) => {
        await sql.query('set local session_replication_role = replica');
        await sql.query('delete from ledger_entry');
      }),
    ).rejects.toThrow('append-only');
  });

  test('the server may not say that it restores', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    const erase = () =>
      database.server.transaction(async (sql) => {
        await sql.query("select set_config('role', 'anwang_writer', true), set_config('anwang.restore', 'on', true)");
        await sql.query('delete from ledger_entry');
      });
    await expect(erase()).rejects.toThrow('permission denied');
    await database.owner.query('grant delete on ledger_entry to anwang_writer');
    await database.owner.query('create policy careless on ledger_entry for delete to anwang_writer using (true)');
    await expect(erase()).rejects.toThrow('append-only');
  });

  test('the owner may, when it says so', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    await database.owner.transaction(async (sql) => {
      await sql.query("select set_config('anwang.restore', 'on', true)");
      expect((await sql.query('delete from ledger_entry')).rowCount).toBe(1);
    });
  });

  test('show nothing outside a scope, and an officer only the own area', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    await expect(database.server.query('select from ledger_entry')).rejects.toThrow('permission denied');
    const seen = async (lo: string) =>
      database.server.transaction(async (sql) => {
        await sql.query(
          "select set_config('anwang.lo', $1, true), set_config('anwang.hi', $1 || '/', true), set_config('role', 'anwang_officer', true)",
          [lo],
        );
        return (await sql.query('select from ledger_entry')).rowCount;
      });
    expect(await seen('220000.220200')).toBe(0);
    expect(await seen('220000.220100')).toBe(1);
  });
});

describe('a pass', () => {
  test('refuses another log, and another hash than the log began with', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    await sealAll(database.server, options);
    await expect(sealAll(database.server, { ...options, log: 'other' })).rejects.toThrow('is the log test');
    await expect(sealAll(database.server, { ...options, algorithm: 'sha256' })).rejects.toThrow('cannot change');
  });

  test('leaves to the other process what it is sealing', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    await database.owner.transaction(async (sql) => {
      await sql.query('select pg_advisory_xact_lock(4901002)');
      expect((await sealOnce(database.server, options)).outcome).toBe('busy');
    });
    expect((await sealAll(database.server, options)).entries).toBe(1);
  });

  test('makes no head when there is nothing new', async () => {
    expect(await sealOnce(database.server, options)).toEqual({ outcome: 'idle', entries: 0, head: null });
    await writeEntries(database.server, [sampleBody(1, 1)]);
    expect((await sealAll(database.server, options)).outcome).toBe('sealed');
    expect((await sealOnce(database.server, options)).outcome).toBe('idle');
    expect(await readAsSystem(database.server, (sql) => heads(sql, { limit: 9 }))).toHaveLength(1);
  });

  test('waits for transactions that are still open, so that no entry can come to stand before a sealed one', async () => {
    await database.server.borrow(async (open) => {
      await open.query('begin');
      await open.query("select set_config('role', 'anwang_writer', true)");
      await writeEntry(open, sampleBody(1, 1));
      await writeEntries(database.server, [sampleBody(2, 1)]);
      expect((await sealOnce(database.server, options)).outcome).toBe('idle');
      const waiting = await lag(database.server, clock);
      expect(waiting.entries).toBe(1);
      expect(waiting.lag_ms).toBe(clock.now().getTime() - Date.parse(sampleBody(2, 1).at));
      await open.query('commit');
    });
    expect((await sealAll(database.server, options)).entries).toBe(2);
    expect(await order()).toEqual(['1.1', '2.1']);
    expect(await lag(database.server, clock)).toEqual({ entries: 0, capped: false, oldest: null, lag_ms: 0 });
  });

  test('orders by time, type, id and version whatever the order of the commits', async () => {
    const bodies = [3, 1, 2].flatMap((record) => [2, 1].map((version) => sampleBody(record, version, { at: '2026-11-24T08:00:00.000Z' })));
    for (const body of bodies) await writeEntries(database.server, [body]);
    const sealed = await sealAll(database.server, options);
    expect(await order()).toEqual(['1.1', '1.2', '2.1', '2.2', '3.1', '3.2']);
    const { rows } = await database.owner.query<{ body: string }>('select body from ledger_entry order by at, record_id, version');
    const hash = treeHash('sm3');
    expect(sealed.head?.head.root).toBe(
      rootOf(
        hash,
        rows.map((row) => hash.leaf(row.body)),
      ).toString('hex'),
    );
  });

  test('signs the head that it stores, with the moment of its clock', async () => {
    await writeEntries(database.server, [sampleBody(1, 1), sampleBody(1, 2)]);
    const sealed = await sealAll(database.server, options);
    const stored = await readAsSystem(database.server, latestHead);
    expect(stored).toEqual(sealed.head);
    expect(stored?.head.at).toBe('2026-11-24T09:00:00.000Z');
    expect(stored === null ? 'none' : headFault(stored.head, stored.signature, testKeys)).toBeNull();
  });
});

describe('a backlog', () => {
  const bodies = Array.from({ length: 50 }, (_, index) => sampleBody(50 - index, 1, { at: '2026-11-24T08:00:00.000Z' }));

  test('larger than a batch keeps one order over all batches, a head each', async () => {
    for (const body of bodies) await writeEntries(database.server, [body]);
    const sealed = await sealAll(database.server, { ...options, batch: 20 });
    expect(sealed.entries).toBe(50);
    expect(await order()).toEqual(Array.from({ length: 50 }, (_, index) => `${index + 1}.1`));
    const made = await readAsSystem(database.server, (sql) => heads(sql, { limit: 9 }));
    expect(made.map((each) => each.head.size)).toEqual([50, 40, 20]);
  });

  test('whose sealing was cut short is taken up again, and new entries follow it', async () => {
    await writeEntries(database.server, bodies);
    let signed = 0;
    const dying = { ...testSigner, sign: (message: Uint8Array) => (++signed > 1 ? fail() : testSigner.sign(message)) };
    await expect(sealAll(database.server, { ...options, batch: 20, signer: dying })).rejects.toThrow('power cut');
    expect((await order()).length).toBe(20);
    await writeEntries(database.server, [sampleBody(0, 1, { at: '2026-11-24T07:00:00.000Z' })]);
    expect((await lag(database.server, clock)).entries).toBe(31);
    expect((await sealAll(database.server, { ...options, batch: 20 })).entries).toBe(31);
    expect(await order()).toEqual([...Array.from({ length: 50 }, (_, index) => `${index + 1}.1`), '0.1']);
  });

  test('restored into another cluster is found although its transaction numbers mean nothing', async () => {
    await writeEntries(database.server, [sampleBody(1, 1)]);
    await sealAll(database.server, options);
    await database.owner.query("update ledger_seal_state set cluster = 'elsewhere/1', horizon = '900000000'");
    for (const [record, xid] of [
      [2, '800000000'],
      [3, '3'],
    ] as const) {
      await database.owner.query(
        `insert into ledger_entry (record_type, record_id, version, at, verb, actor_person, actor_post, actor_org, region, line, subject, body, xid)
         select record_type, $1, version, at, verb, actor_person, actor_post, actor_org, region, line, subject, body, $2::xid8 from ledger_entry limit 1`,
        [sampleBody(record, 1).id, xid],
      );
    }
    expect((await sealAll(database.server, options)).entries).toBe(2);
    await writeEntries(database.server, [sampleBody(4, 1)]);
    expect((await sealAll(database.server, options)).entries).toBe(1);
    expect((await catchUp(database.server, options)).outcome).toBe('idle');
  });
});

describe('the loop', () => {
  test('goes on after a failure and seals what comes', async () => {
    const errors: unknown[] = [];
    let failures = 1;
    const shaky = { ...testSigner, sign: (message: Uint8Array) => (failures-- > 0 ? fail() : testSigner.sign(message)) };
    await writeEntries(database.server, [sampleBody(1, 1)]);
    const sealed = new Promise<number>((resolve) => {
      const sealer = startSealer(database.server, {
        ...options,
        signer: shaky,
        every_ms: 10,
        onError: (error) => errors.push(error),
        onSealed: (result) => void sealer.stop().then(() => resolve(result.entries)),
      });
    });
    expect(await sealed).toBe(1);
    expect(errors).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error('power cut');
}
