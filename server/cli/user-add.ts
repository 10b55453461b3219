import { join } from 'node:path';
import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { type Database, openDatabase } from '#kernel/database/sql.ts';
import { peopleService } from '#kernel/identity/people.ts';
import { isRole } from '#kernel/identity/post.ts';
import { type ReaderKind, systemActor } from '#kernel/scope/actor.ts';
import { type Role, roles } from '#kernel/scope/roles.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import { openVault } from '#kernel/sealing/ring.ts';
import { openNode } from '#server/runtime/node.ts';
import { KEYS_FOLDER } from '#server/runtime/node-file.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { printJson, printText } from './output.ts';

export interface UserAddFlags extends CommonOptions {
  readonly login: string;
  readonly name: string;
  readonly role: readonly string[];
  readonly region: string;
  readonly organisation?: string;
  readonly line: string;
  readonly phone: string;
}

function readRoles(names: readonly string[]): Role[] {
  return names.map((name) => {
    if (!isRole(name)) throw new UsageError(`--role ${name}: ${Object.keys(roles).join(' | ')}`);
    return name;
  });
}

/** Enterprises and agencies get their posts in the console, where they are bound to their own record. */
function readerOf(held: readonly Role[]): ReaderKind {
  return held.includes('line-supervisor') ? 'line' : 'officer';
}

async function findRegion(database: Database, code: string): Promise<string> {
  const { rows } = await database.transaction(async (sql) => {
    await sql.query(enterWriter);
    return sql.query<{ path: string }>('select path from region where code = $1', [code.split('.').at(-1)]);
  });
  const path = rows[0]?.path;
  if (path === undefined) throw new UsageError(`--region ${code}: no such region in the pack`);
  return path;
}

/** Adds a person with a post, as the platform itself: the way to the first administrator. Prints the one-time password. */
export async function runUserAdd(flags: UserAddFlags): Promise<number> {
  const held = readRoles(flags.role);
  const node = await openNode({ data: flags.data, database: flags.database });
  const database = openDatabase({ url: await node.serverUrl(), max: 2 });
  try {
    const region = await findRegion(database, flags.region);
    const people = peopleService({
      database,
      clock: systemClock,
      random: systemRandom(),
      vault: await openVault(join(node.data, KEYS_FOLDER)),
    });
    const [first] = held;
    const title = first === undefined ? { zh: '', en: '' } : roles[first];
    const post = {
      roles: held,
      reader: readerOf(held),
      region,
      line: flags.line,
      organisation: flags.organisation ?? null,
      subject: null,
      title,
    };
    const made = await people.create(systemActor, { name: flags.name, phone: flags.phone, login: flags.login, post });
    if (flags.json === true) printJson({ ...made, login: flags.login });
    else {
      printText({
        zh: `已添加 ${flags.name}（${flags.login}），一次性密码：${made.password}；首次登录须修改`,
        en: `${flags.name} (${flags.login}) added; one-time password: ${made.password}, to be changed at the first log-in`,
      });
    }
    return EXIT.ok;
  } finally {
    await database.close();
    await node.close();
  }
}
