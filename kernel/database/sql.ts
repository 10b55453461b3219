import { Writable } from 'node:stream';
import pg from 'pg';
import { Batch } from './batch.ts';
import type { Result, Statement } from './statement.ts';

export type { Result, Statement } from './statement.ts';

/** Whatever can run SQL: a pool, a client, a transaction. */
export interface Sql {
  query<Row = Record<string, unknown>>(statement: Statement | string, values?: readonly unknown[]): Promise<Result<Row>>;
  /** Of one connection: several statements in one exchange. Use `flush`. */
  batch?(statements: readonly Statement[]): Promise<Result<Record<string, unknown>>[]>;
}

export interface Database extends Sql {
  /** Runs `work` between BEGIN and COMMIT on one connection; rolls back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Lends one connection without a transaction: for advisory locks, and for code that sends its own BEGIN in a pipeline. */
  borrow<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly max?: number;
  /** Statements are written to the wire without waiting for the earlier ones; cursors and COPY need it off. */
  readonly pipeline?: boolean;
  readonly applicationName?: string;
}

// int8 (counts, sequence numbers) fits a double up to 2^53: a province will not reach it.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A day is text 'YYYY-MM-DD' everywhere; a Date would add a time zone to it.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

type Client = pg.PoolClient | pg.Pool;

function run<Row>(client: Client, statement: Statement | string, values?: readonly unknown[]): Promise<Result<Row>> {
  const query = typeof statement === 'string' ? { text: statement, values } : statement;
  // pg never writes to the values it is given, and answers rows of whatever shape the statement selects.
  return client.query(query as pg.QueryConfig) as unknown as Promise<Result<Row>>;
}

/** The socket below a connection. pg does not declare it; `undefined` when a later version keeps it elsewhere, and then nothing is held back. */
function socketOf(client: pg.PoolClient): Writable | undefined {
  const connection: unknown = Reflect.get(client, 'connection');
  const stream: unknown = typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : undefined;
  return stream instanceof Writable ? stream : undefined;
}

/** Statements that are issued in one turn leave in one packet: a system call for each would cost more than the statements themselves. */
function asSql(client: pg.PoolClient): Sql {
  const socket = socketOf(client);
  let held = false;
  const release = () => {
    held = false;
    socket?.uncork();
  };
  return {
    query: (statement, values) => {
      if (!held && socket !== undefined) {
        held = true;
        socket.cork();
        process.nextTick(release);
      }
      return run(client, statement, values);
    },
    // A Batch is a pg.Query, which pg sends and answers in its turn with all others.
    batch: (statements) => new Promise((resolve, reject) => void client.query(new Batch(statements, resolve, reject))),
  };
}

export function openDatabase(options: ConnectionOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'anwang',
    pipeline: options.pipeline ?? true,
    // A fresh connection knows no plans and no catalogue: its first page takes ten times as long as the next.
    idleTimeoutMillis: 600_000,
  } as pg.PoolConfig); // its types do not know `pipeline` yet
  // A lost idle connection is replaced at the next query; without a handler it would end the process.
  pool.on('error', () => undefined);

  async function borrow<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let failure: Error | undefined;
    const onError = (error: Error) => {
      failure = error;
    };
    client.on('error', onError);
    try {
      return await work(asSql(client));
    } finally {
      client.off('error', onError);
      client.release(failure);
    }
  }

  return {
    query: (statement, values) => run(pool, statement, values),
    borrow,
    transaction: (work) =>
      borrow(async (sql) => {
        await sql.query('begin');
        try {
          const value = await work(sql);
          await sql.query('commit');
          return value;
        } catch (error) {
          await sql.query('rollback').catch(() => undefined);
          throw error;
        }
      }),
    close: () => pool.end(),
  };
}
