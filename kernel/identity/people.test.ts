import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem/problem.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { follow, type OrganisationEdge, organisationOn, reformOrganisation } from './organisations.ts';
import type { NewPost } from './people.ts';
import { type IdentityWorld, identityWorld, origin, password, site } from './testing.ts';

let world: IdentityWorld;
let administrator: Actor;
const enterprise = '0192f3a0-0000-7000-8000-000000000001';

beforeAll(async () => {
  world = await identityWorld();
  const made = await world.person('admin.changchun', {
    roles: ['administrator'],
    region: '220000.220100',
    organisation: 'changchun-emergency',
  });
  administrator = {
    person: made.id,
    post: made.post,
    org: 'changchun-emergency',
    roles: ['administrator'],
    reader: 'officer',
    region: '220000.220100',
    line: '',
    subject: null,
  };
});
afterAll(() => world.close());

const details = async (work: Promise<unknown>): Promise<string[]> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) return [String(error)];
  return [error.code, ...error.details.map((each) => each.code)];
};

const inspector: Omit<NewPost, 'person'> = {
  roles: ['inspector'],
  reader: 'officer',
  region: '220000.220100.220102',
  line: '',
  organisation: 'nanguan-emergency',
  subject: null,
  title: { zh: '网格员', en: 'Grid inspector' },
};

describe('an appointment is refused', () => {
  let somebody: string;
  beforeAll(async () => {
    somebody = (await world.person('somebody')).id;
  });

  const cases: [string, Partial<NewPost>, Partial<Actor>, string[]][] = [
    ['to oneself', { person: 'self' }, {}, ['forbidden', 'roles-apart', 'own-post']],
    ['of the platform’s own role', { roles: ['system'], reader: 'system' }, {}, ['forbidden', 'role-not-yours']],
    ['of a role that one does not administer', { roles: ['auditor'] }, {}, ['forbidden', 'roles-apart', 'role-not-yours']],
    ['by a post without that right', {}, { roles: ['supervisor'] }, ['forbidden', 'role-not-yours']],
    ['outside one’s area', { region: '220000.220200' }, {}, ['forbidden', 'region-outside']],
    ['at a sibling whose code begins alike', { region: '220000.2201001' }, {}, ['forbidden', 'region-outside']],
    ['with the wrong kind of reader', { reader: 'enterprise', subject: enterprise }, {}, ['forbidden', 'reader-mismatch']],
    ['of a line post without its line', { roles: ['line-supervisor'], reader: 'line' }, {}, ['forbidden', 'line-missing']],
    ['in an enterprise without naming it', { roles: ['worker'], reader: 'enterprise' }, {}, ['forbidden', 'subject-missing']],
    [
      'by another enterprise’s head',
      { roles: ['worker'], reader: 'enterprise', subject: enterprise },
      { roles: ['enterprise-head'], subject: crypto.randomUUID() },
      ['forbidden', 'subject-outside'],
    ],
    ['in a region that does not exist', { region: '220000.220100.229999' }, {}, ['invalid', 'region-unknown']],
    ['in an organisation of another day', { validFrom: '2015-01-01' }, {}, ['invalid', 'organisation-unknown']],
    ['in an unknown organisation', { organisation: "x'; drop table post; --" }, {}, ['invalid', 'organisation-unknown']],
    ['of an unknown person', { person: crypto.randomUUID() }, {}, ['not-found']],
  ];
  it.each(cases)('%s', async (_, post, actor, expected) => {
    const person = post.person === 'self' ? administrator.person : (post.person ?? somebody);
    expect(await details(world.people.appoint({ ...administrator, ...actor }, { ...inspector, ...post, person }))).toEqual(expected);
  });

  it('of an administrator who already holds a business post', async () => {
    const grant = { ...inspector, roles: ['administrator'] as const, person: somebody };
    expect(await details(world.people.appoint(systemActor, grant))).toEqual(['forbidden', 'roles-apart']);
  });

  it('a second time', async () => {
    const person = (await world.person('twice')).id;
    await world.people.appoint(administrator, { ...inspector, person });
    expect(await details(world.people.appoint(administrator, { ...inspector, person }))).toEqual(['duplicate', 'post-held']);
  });

  it('and then has left nothing in the ledger', async () => {
    const count = 'select count(*)::int as n from ledger_entry';
    const before = await world.test.owner.query(count);
    await details(world.people.appoint(administrator, { ...inspector, region: '220000.220200', person: somebody }));
    await details(
      world.people.create(administrator, { name: 'x', phone: '', login: 'nobody.new', post: { ...inspector, region: '220000.220200' } }),
    );
    expect((await world.test.owner.query(count)).rows).toEqual(before.rows);
    expect((await world.test.owner.query("select 1 from person where login = 'nobody.new'")).rows).toEqual([]);
  });
});

describe('people', () => {
  it('are refused a login that is taken, in any case, or misshapen', async () => {
    await world.person('taken');
    const make = (login: string) => details(world.people.create(administrator, { name: '李', phone: '', login, post: inspector }));
    expect(await make(' TAKEN ')).toEqual(['duplicate', 'login-taken']);
    expect(await make('a')).toEqual(['invalid', 'login-shape']);
    expect(await make('<script>')).toEqual(['invalid', 'login-shape']);
  });

  it('get a one-time password that has to be changed, and a ledger entry that holds no name', async () => {
    const made = await world.people.create(administrator, { name: '李卫国', phone: '13900001111', login: 'li.weiguo', post: inspector });
    const token = await world.login.open({ ...origin, site, login: 'LI.weiguo', password: made.password ?? '' });
    expect((await world.cache.load(token))?.mustChange).toBe(true);
    const entries = await world.test.owner.query<{ verb: string; body: string }>(
      'select verb, body from ledger_entry where record_id = any($1) order by verb',
      [[made.id, made.post]],
    );
    expect(entries.rows.map((each) => each.verb)).toEqual(['person.create', 'post.appoint']);
    expect(entries.rows.map((each) => each.body).join()).not.toMatch(/李卫国|13900001111|li\.weiguo/);
  });

  it('sign up once: of two at the same time one is refused', async () => {
    const input = { name: '赵', phone: '13800002222', login: 'zhao', password: 'a phrase of my own', region: '220102' };
    const answers = await Promise.all([details(world.people.signUp(input)), details(world.people.signUp(input))]);
    expect(answers.map((each) => each[0]).sort()).toEqual(['duplicate', 'undefined']);
    expect(await details(world.people.signUp({ ...input, login: 'zhao2', region: '999999' }))).toEqual(['invalid', 'region-unknown']);
    expect(await details(world.people.signUp({ ...input, login: 'zhao2', password: 'password1234' }))).toEqual([
      'invalid',
      'password-common',
    ]);
  });

  it('are seen by an officer inside the region, without the phone number, and by nobody else', async () => {
    await world.person('far', { region: '220000.220200.220202' });
    const names = (actor: Actor) =>
      scoped(world.deps.database, actor, (sql) => sql.query<{ name: string }>('select name from person')).then((all) =>
        all.rows.map((row) => row.name),
      );
    const near = await names(administrator);
    expect(near).toContain('somebody 王');
    expect(near).not.toContain('far 王');
    expect(await names({ ...administrator, reader: 'enterprise' })).toEqual([]);
    expect(await names({ ...administrator, reader: 'agency' })).not.toContain('somebody 王');
    await expect(names({ ...administrator, reader: 'public' })).rejects.toThrow(/permission denied/);
    await expect(scoped(world.deps.database, administrator, (sql) => sql.query('select phone from person'))).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('the end of a post', () => {
  it('is refused to whoever could not have given it, out of sight outside the area, and stale', async () => {
    const { post } = await world.person('ender');
    expect(await details(world.people.end({ ...administrator, roles: ['supervisor'] }, post, 1))).toEqual(['forbidden', 'role-not-yours']);
    expect(await details(world.people.end({ ...administrator, region: '220000.220200' }, post, 1))).toEqual(['not-found']);
    expect(await details(world.people.end(administrator, post, 2))).toEqual(['stale']);
    expect(await world.people.end(administrator, post, 1)).toEqual({ id: post, version: 2 });
    expect(await details(world.people.end(administrator, post, 2))).toEqual(['refused', 'post-ended']);
    await expect(world.login.open({ ...origin, site, login: 'ender', password })).rejects.toThrow('forbidden');
  });
});

describe('organisations in time', () => {
  const edge = (from: string, to: string, onDay: string, kind: OrganisationEdge['kind'] = 'merged'): OrganisationEdge => ({
    from,
    to,
    onDay,
    kind,
    status: 'confirmed',
    source: 'test',
  });

  it.each([
    ['no edge', [], ['a']],
    ['a chain', [edge('a', 'b', '2018-11-01'), edge('b', 'c', '2023-06-01')], ['c']],
    ['a split', [edge('a', 'b', '2018-11-01', 'split'), edge('a', 'c', '2018-11-01', 'split')], ['b', 'c']],
    ['a merger into one', [edge('a', 'c', '2018-11-01'), edge('b', 'c', '2018-11-01')], ['c']],
    ['a name that came back', [edge('a', 'b', '2018-11-01'), edge('b', 'a', '2020-01-01')], ['a']],
    ['an edge of a successor from before it took over', [edge('b', 'z', '2010-01-01'), edge('a', 'b', '2018-11-01')], ['b']],
  ])('follows %s', (_, edges, expected) => {
    expect(follow('a', edges).value).toEqual(expected);
  });

  it('are reformed by an administrator of the area only, as an act, from a day on', async () => {
    const reform = {
      from: 'nanguan-emergency',
      to: 'changchun-emergency',
      kind: 'merged',
      onDay: '2026-12-01',
      source: '测试文件',
    } as const;
    expect(await details(reformOrganisation(world.deps, { ...administrator, roles: ['leader'] }, reform))).toEqual([
      'forbidden',
      'administrator-only',
    ]);
    expect(await details(reformOrganisation(world.deps, { ...administrator, region: '220000.220200' }, reform))).toEqual(['not-found']);
    await reformOrganisation(world.deps, administrator, reform);
    expect(await details(reformOrganisation(world.deps, administrator, reform))).toEqual(['duplicate']);
    const on = (day: string) => scoped(world.deps.database, administrator, (sql) => organisationOn(sql, 'nanguan-emergency', day));
    expect((await on('2026-11-30')).value).toEqual(['nanguan-emergency']);
    const after = await on('2026-12-01');
    expect(after.value).toEqual(['changchun-emergency']);
    expect(after.because).toMatchObject([{ rule: 'organisation-merged', source: '测试文件' }]);
    expect((await world.test.owner.query("select version from ledger_entry where verb = 'organisation.merge'")).rows).toEqual([
      { version: 1 },
    ]);
  });
});
