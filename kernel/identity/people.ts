import type { Clock } from '#kernel/clock/clock.ts';
import { newId, type Random } from '#kernel/clock/random.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import type { Text } from '#kernel/text.ts';
import { enterAct } from './act.ts';
import { violates } from './constraint.ts';
import { type Grant, grantRefusals } from './grants.ts';
import { asIdentity, normaliseLogin } from './identity-role.ts';
import { hashPassword, oneTimePassword, passwordFaults } from './password.ts';
import { dayOf, isRole, type Post, type PostRow, postColumns, readPost } from './post.ts';

export interface PeopleDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

export interface NewPost extends Grant {
  readonly title: Text;
  /** YYYY-MM-DD; today when left out. */
  readonly validFrom?: string;
}

export interface NewPerson {
  readonly name: string;
  readonly phone: string;
  readonly login: string;
  readonly post: Omit<NewPost, 'person'>;
  /** Given by whoever sets up the platform; otherwise a one-time password is made. */
  readonly password?: { readonly text: string; readonly mustChange: boolean };
}

export interface SignUp {
  readonly name: string;
  readonly phone: string;
  readonly login: string;
  readonly password: string;
  /** GB/T 2260 code of where the enterprise lies; the top region when left out. */
  readonly region?: string;
}

/** Acts on people and posts, each an entry of the ledger in the same transaction. */
export interface People {
  /** Creates a person with a first post. Throws invalid, forbidden, duplicate. */
  create(actor: Actor, input: NewPerson): Promise<{ id: string; post: string; password: string | null }>;
  /** Throws invalid, forbidden, duplicate, not-found. */
  appoint(actor: Actor, input: NewPost): Promise<{ id: string; version: number }>;
  /** Ends a post from today on: its sessions may act no longer. Throws forbidden, not-found, stale, refused. */
  end(actor: Actor, post: string, version: number): Promise<{ id: string; version: number }>;
  /** A stranger becomes an applicant, who sees nothing but his own claims. Throws invalid, duplicate. */
  signUp(input: SignUp): Promise<{ id: string }>;
}

const loginTaken: Detail = { code: 'login-taken', field: 'login', text: { zh: '该用户名已被使用', en: 'This user name is taken' } };
const postTaken: Detail = { code: 'post-held', text: { zh: '此人已在同一岗位上', en: 'The person holds this post already' } };
const loginShape: Detail = {
  code: 'login-shape',
  field: 'login',
  text: { zh: '用户名为 3 至 64 个字母、数字或 . _ - @', en: 'A user name is 3 to 64 letters, digits or . _ - @' },
};

/** `refresh` makes this server's session cache learn at once; others learn it by their poll. */
export function peopleService(deps: PeopleDeps, refresh: () => Promise<void> = async () => undefined): People {
  return {
    create: (actor, input) => createPerson(deps, actor, input),
    appoint: (actor, input) => asIdentity(deps.database, (sql) => appoint(deps, sql, actor, input)).catch(explain),
    end: async (actor, post, version) => {
      const ended = await endPost(deps, actor, post, version);
      await refresh();
      return ended;
    },
    signUp: (input) => signUp(deps, input),
  };
}

function explain(error: unknown): never {
  if (violates(error, 'person_login_key')) throw new Problem('duplicate', [loginTaken]);
  if (violates(error, 'post_once')) throw new Problem('duplicate', [postTaken]);
  throw error;
}

async function createPerson(
  deps: PeopleDeps,
  actor: Actor,
  input: NewPerson,
): Promise<{ id: string; post: string; password: string | null }> {
  const login = normaliseLogin(input.login);
  if (!/^[a-z0-9._@-]{3,64}$/.test(login)) throw new Problem('invalid', [loginShape]);
  const made = input.password === undefined ? oneTimePassword(deps.random) : null;
  const hash = await hashPassword(made ?? input.password?.text ?? '');
  const id = newId(deps.clock, deps.random);
  return asIdentity(deps.database, async (sql) => {
    const at = deps.clock.now();
    await sql.query('insert into person (id, name, phone, login, created_at) values ($1, $2, $3, $4, $5)', [
      id,
      input.name,
      input.phone,
      login,
      at,
    ]);
    await sql.query('insert into credential (person, hash, must_change, changed_at) values ($1, $2, $3, $4)', [
      id,
      hash,
      input.password?.mustChange ?? true,
      at,
    ]);
    await enterAct(sql, {
      actor,
      at,
      verb: 'person.create',
      type: 'person',
      id,
      version: 1,
      from: null,
      to: 'active',
      scope: input.post,
      set: {},
      personal: { name: input.name, phone: input.phone, login },
      random: deps.random,
    });
    const post = await appoint(deps, sql, actor, { ...input.post, person: id });
    return { id, post: post.id, password: made };
  }).catch(explain);
}

/** Runs under the identity role, in the caller's transaction. */
async function appoint(deps: PeopleDeps, sql: Sql, actor: Actor, input: NewPost): Promise<{ id: string; version: number }> {
  const at = deps.clock.now();
  const validFrom = input.validFrom ?? dayOf(at);
  // The lock keeps two appointments from giving one person two hands that have to stay apart.
  const person = await sql.query('select 1 from person where id = $1 for update', [input.person]);
  if (person.rows.length === 0) throw new Problem('not-found');
  const held = await sql.query<{ roles: string[] }>('select roles from post where person = $1 and (valid_to is null or valid_to > $2)', [
    input.person,
    validFrom,
  ]);
  const refusals = grantRefusals(
    actor,
    input,
    held.rows.flatMap((row) => row.roles.filter(isRole)),
  );
  if (refusals.length > 0) throw new Problem('forbidden', refusals);
  await checkPlace(sql, input, validFrom);
  const id = newId(deps.clock, deps.random);
  const { zh, en } = input.title;
  await sql.query(
    `insert into post (id, person, organisation, subject, roles, reader, region, line, title_zh, title_en, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, input.person, input.organisation, input.subject, input.roles, input.reader, input.region, input.line, zh, en, validFrom],
  );
  const { person: whom, organisation, subject, roles, reader, region, line } = input;
  await enterAct(sql, {
    actor,
    at,
    verb: 'post.appoint',
    type: 'post',
    id,
    version: 1,
    from: null,
    to: 'held',
    scope: input,
    set: {
      person: whom,
      organisation,
      subject,
      roles,
      reader,
      region,
      line,
      title_zh: zh,
      title_en: en,
      valid_from: validFrom,
      valid_to: null,
    },
    personal: {},
    random: deps.random,
  });
  return { id, version: 1 };
}

async function checkPlace(sql: Sql, input: NewPost, day: string): Promise<void> {
  const found = await sql.query<{ region: boolean; organisation: boolean }>(
    `select exists (select 1 from region where path = $1) as region,
       $2::text is null or exists (select 1 from organisation where code = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)) as organisation`,
    [input.region, input.organisation, day],
  );
  const details: Detail[] = [];
  if (found.rows[0]?.region !== true)
    details.push({ code: 'region-unknown', field: 'region', text: { zh: '没有这个区域', en: 'There is no such region' } });
  if (found.rows[0]?.organisation !== true)
    details.push({
      code: 'organisation-unknown',
      field: 'organisation',
      text: { zh: '该单位不存在或当日已撤并', en: 'There is no such organisation on that day' },
    });
  if (details.length > 0) throw new Problem('invalid', details);
}

function mayEnd(actor: Actor, post: Post): boolean {
  if (actor.reader === 'system') return true;
  return isWithin(post.region, actor.region) && grantRefusals(actor, post, []).length === 0;
}

async function endPost(deps: PeopleDeps, actor: Actor, id: string, version: number): Promise<{ id: string; version: number }> {
  return asIdentity(deps.database, async (sql) => {
    const at = deps.clock.now();
    const today = dayOf(at);
    const found = await sql.query<PostRow>(`select ${postColumns} from post where id = $1 for update`, [id]);
    const row = found.rows[0];
    if (row === undefined) throw new Problem('not-found');
    const post = readPost(row);
    // Outside the area its existence is not told.
    if (actor.reader !== 'system' && !isWithin(post.region, actor.region)) throw new Problem('not-found');
    if (!mayEnd(actor, post)) throw new Problem('forbidden', grantRefusals(actor, post, []));
    if (post.version !== version) throw new Problem('stale');
    if (post.validTo !== null) {
      throw new Problem('refused', [{ code: 'post-ended', text: { zh: '该岗位已经结束', en: 'The post has ended already' } }]);
    }
    const next = version + 1;
    // A post that was to begin later ends on the day it would have begun: it was never held.
    const validTo = [post.validFrom, today].sort()[1] ?? today;
    await sql.query('update post set valid_to = $1, version = $2 where id = $3', [validTo, next, id]);
    await enterAct(sql, {
      actor,
      at,
      verb: 'post.end',
      type: 'post',
      id,
      version: next,
      from: 'held',
      to: 'ended',
      scope: post,
      set: { valid_to: validTo },
      personal: {},
      random: deps.random,
    });
    return { id, version: next };
  });
}

async function signUp(deps: PeopleDeps, input: SignUp): Promise<{ id: string }> {
  const faults = passwordFaults(input.password, { login: normaliseLogin(input.login), phone: input.phone });
  if (faults.length > 0)
    throw new Problem(
      'invalid',
      faults.map((fault) => ({ ...fault, field: 'password' })),
    );
  const found = await asIdentity(deps.database, (sql) =>
    sql.query<{ path: string }>(
      'select path from region where case when $1::text is null then parent is null else code = $1 end order by code limit 1',
      [input.region ?? null],
    ),
  );
  const region = found.rows[0]?.path;
  if (region === undefined)
    throw new Problem('invalid', [
      { code: 'region-unknown', field: 'region', text: { zh: '没有这个区域', en: 'There is no such region' } },
    ]);
  const created = await createPerson(deps, systemActor, {
    name: input.name,
    phone: input.phone,
    login: input.login,
    password: { text: input.password, mustChange: false },
    post: {
      roles: ['applicant'],
      reader: 'agency',
      region,
      line: '',
      organisation: null,
      subject: null,
      title: { zh: '企业认领申请人', en: 'Applicant for an enterprise' },
    },
  });
  return { id: created.id };
}
