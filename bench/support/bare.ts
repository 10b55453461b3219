import pg from 'pg';
import type { Database } from '#kernel/database/sql.ts';

/** The same rows and indexes as the dangers and the ledger have, without policies, triggers or anything else that a platform adds. */
export async function makeBareTables(owner: Database): Promise<void> {
  await owner.query('drop table if exists bare_danger, bare_entry');
  await owner.query('create table bare_danger (like hidden_danger including all)');
  const columns = await plainColumns(owner);
  await owner.query(`insert into bare_danger (${columns}) select ${columns} from hidden_danger`);
  await owner.query('create table bare_entry (like ledger_entry including all)');
  await owner.query('vacuum (freeze, analyze) bare_danger, bare_entry');
}

async function plainColumns(owner: Database): Promise<string> {
  const { rows } = await owner.query<{ names: string }>(
    `select string_agg(attname, ', ' order by attnum) as names from pg_attribute
     where attrelid = 'hidden_danger'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
  );
  return rows[0]?.names ?? '';
}

const lock = { name: 'bare.lock', text: 'select * from bare_danger where id = $1 for update' };
const update = { name: 'bare.update', text: 'update bare_danger set version = version + 1, state = $2, changed_at = now() where id = $1' };
const insert = {
  name: 'bare.insert',
  text: `insert into bare_entry (record_type, record_id, version, at, verb, actor_person, actor_post, actor_org, region, line, subject, body)
    values ('hidden-danger', $1, $2, now(), 'hidden-danger.verify', $3, $3, '220000-emergency', $4, $5, $6, $7)`,
};

const body = JSON.stringify({ text: 'x'.repeat(880) });
const states = ['reported', 'rectifying', 'verifying', 'closed'];

export interface Bare {
  /** BEGIN, SELECT FOR UPDATE, UPDATE, INSERT, COMMIT on the next row, each awaited, on the connection of the lane. */
  act(lane: number): Promise<void>;
  close(): Promise<void>;
}

/** Five statements as one writes them with the driver; prepared, which is the fastest that plain statements can be. */
export async function openBare(owner: Database, url: string, lanes: number): Promise<Bare> {
  const found = await owner.query<{ id: string }>('select id from bare_danger order by md5(id::text) limit 150000');
  const clients = Array.from({ length: lanes }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((each) => each.connect()));
  let at = 0;
  async function act(lane: number): Promise<void> {
    const client = clients[lane];
    const id = found.rows[at++ % found.rows.length]?.id;
    if (client === undefined) throw new Error('more lanes than connections');
    await client.query('begin');
    const { rows } = await client.query({ ...lock, values: [id] });
    const row = rows[0];
    const state = states[(states.indexOf(row.state) + 1) % states.length];
    await client.query({ ...update, values: [id, state] });
    await client.query({ ...insert, values: [id, row.version + 1, row.found_by, row.region, row.line, row.subject, body] });
    await client.query('commit');
  }
  return {
    act,
    close: async () => {
      await Promise.all(clients.map((each) => each.end()));
    },
  };
}
