import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { catalogue } from '#modules/catalogue.ts';
import { belongsTo, type Extent, extents, member, type Seen } from '#server/testing/cast.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { populate } from '#server/testing/population.ts';
import { weigh } from '#server/testing/weight.ts';

interface Stored extends Seen {
  readonly id: string;
  readonly version: number;
  readonly type: AnyRecordType;
}

/** One person: an extent in one of its roles. */
interface Person {
  readonly extent: Extent;
  readonly actor: Actor;
}

let office: Office;
let people: readonly Person[];
let all: readonly Stored[];
let ids: ReadonlyMap<string, string>;
const nowhere = '00000000-0000-4000-8000-000000000404';

beforeAll(async () => {
  office = await openOffice();
  ids = await populate(office);
  const cast = extents(ids).filter((extent) => extent.reader !== 'public');
  people = cast.flatMap((extent, at) => extent.roles.map((role, index) => ({ extent, actor: member(extent, role, at * 100 + index + 1) })));
  const rows = await Promise.all(
    catalogue.map(async (type) => {
      const found = await office.database.owner.query<Seen & { id: string; version: number }>(
        `select id, version, region, line, subject, agency, state from ${type.table}`,
      );
      return found.rows.map((row): Stored => ({ ...row, type }));
    }),
  );
  all = rows.flat();
});
afterAll(() => office.close());

const actionsOf = (type: AnyRecordType) => [
  ...Object.entries(type.lifecycle.actions).flatMap(([name, action]) => (action.from === null ? [] : [name])),
  'reveal',
  'escalate',
  'rescope',
];

const weight = () => weigh(office.database.owner);

async function codeOf(
  actor: Actor,
  row: Pick<Stored, 'id' | 'type'>,
  action: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const request = { actor, type: row.type.name, id: row.id, action, input, version: 1 };
  return office.platform.executor.act(request).then(
    (done) => `done: ${done.state}`,
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      return `${error.code} ${error.details.map((each) => each.code).join(' ')}`.trim();
    },
  );
}

describe('acting on what one does not see', () => {
  it('each role of each extent is told that it does not exist, whatever the act, and nothing changes', async () => {
    const before = await weight();
    let asked = 0;
    await Promise.all(
      people.map(async ({ extent, actor }, nth) => {
        const hidden = all.filter((row) => !belongsTo(extent, row, []));
        for (const [index, row] of hidden.entries()) {
          const actions = actionsOf(row.type);
          // The first role of an extent tries every act, the others take turns.
          const tried = actor.roles[0] === extent.roles[0] ? actions : [actions[(index + nth) % actions.length] ?? 'reveal'];
          for (const action of tried) {
            asked += 1;
            expect(await codeOf(actor, row, action), `${extent.name} ${actor.roles[0]} ${row.type.name} ${action}`).toBe('not-found');
          }
        }
      }),
    );
    expect(asked).toBeGreaterThan(5_000);
    expect(await weight()).toEqual(before);
  }, 120_000);

  it('what only the platform does is refused to everybody, on their own records too', async () => {
    const before = await weight();
    for (const { extent, actor } of people) {
      for (const type of catalogue) {
        const own = all.find((row) => row.type === type && belongsTo(extent, row, []));
        if (own === undefined) continue;
        const consequences = Object.entries(type.lifecycle.actions).flatMap(([name, action]) => (action.consequence ? [name] : []));
        for (const action of ['escalate', 'rescope'])
          expect(await codeOf(actor, own, action, { rung: 1, region: '220000' })).toBe('forbidden not-permitted');
        for (const action of consequences)
          expect(await codeOf(actor, own, action)).toMatch(/^(refused|forbidden) (consequence|wrong-state)/);
      }
    }
    expect(await weight()).toEqual(before);
  });

  it('each role that an act does not name is refused on its own records', async () => {
    const before = await weight();
    let asked = 0;
    for (const { extent, actor } of people) {
      for (const type of catalogue) {
        for (const [name, action] of Object.entries(type.lifecycle.actions)) {
          const own = all.find((row) => row.type === type && belongsTo(extent, row, []) && action.from?.includes(row.state) === true);
          if (own === undefined || action.consequence || action.by.some((role) => actor.roles.includes(role))) continue;
          asked += 1;
          expect(await codeOf(actor, own, name), `${actor.roles[0]} ${type.name} ${name}`).toBe('forbidden not-permitted');
        }
      }
    }
    expect(asked).toBeGreaterThan(500);
    expect(await weight()).toEqual(before);
  });
});

describe('naming in an input what one does not see', () => {
  /** The acts that point at another record, each with an actor who may take it. */
  const pointing = [
    { type: 'hidden-danger', action: 'report', field: 'enterprise', who: 'supervisor', target: 'enterprise' },
    { type: 'licence', action: 'file', field: 'enterprise', who: 'supervisor', target: 'enterprise' },
    { type: 'safety-staff', action: 'file', field: 'enterprise', who: 'supervisor', target: 'enterprise' },
    { type: 'hidden-danger', action: 'merge', field: 'merged_into', who: 'supervisor', target: 'hidden-danger', on: 'mine-reported' },
    { type: 'enterprise', action: 'merge', field: 'merged_into', who: 'supervisor', target: 'enterprise', on: 'gap' },
    { type: 'deadline-extension', action: 'submit', field: 'danger', who: 'safety-manager', target: 'hidden-danger' },
  ] as const;
  const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'hidden-danger.report': { title: '储罐安全阀未投用', description: '关闭', source: 'supervision', found_on: '2026-03-04' },
    'licence.file': { name: '许可证', number: '1', issuer: '局', issued_on: '2025-05-01', expires_on: '2028-04-30' },
    'safety-staff.file': { name: '王安', position: 'manager', certificate: 'JL-1', expires_on: '2027-06-30' },
    'deadline-extension.submit': { until: '2026-03-05', reason: '配件需要定制，交货期为三周', safeguards: '停用' },
  };

  it.each(pointing)('$type $action: a hidden $target is answered as one that does not exist', async (act) => {
    const before = await weight();
    const type = catalogue.find((each) => each.name === act.type);
    const person = people.find(
      ({ extent, actor }) =>
        actor.roles.includes(act.who) &&
        (act.who === 'safety-manager' ? extent.name === 'enterprise other' : extent.region === '220000.220100.220102'),
    );
    if (type === undefined || person === undefined) throw new Error('nobody may take this act');
    const id = 'on' in act ? (ids.get(act.on) ?? '') : null;
    const outcome = async (value: string) => {
      const input = { ...inputs[`${act.type}.${act.action}`], [act.field]: value };
      return office.platform.executor.act({ actor: person.actor, type: act.type, id, action: act.action, input }).then(
        () => 'done',
        (error: unknown) => {
          if (!(error instanceof Problem)) throw error;
          return { code: error.code, details: error.details };
        },
      );
    };
    const nothing = await outcome(nowhere);
    const hidden = all.filter((row) => row.type.name === act.target && !belongsTo(person.extent, row, []));
    expect(hidden.length).toBeGreaterThan(2);
    for (const row of hidden) expect(await outcome(row.id), `${row.id} ${row.state}`).toEqual(nothing);
    expect(await weight()).toEqual(before);
  });
});

describe('through HTTP', () => {
  it('an act by id on what is another’s has the answer of an id that does not exist', async () => {
    const callers = people.filter(({ actor, extent }) => actor.roles[0] === extent.roles[0]);
    const desks = new Map<Person, Desk>();
    for (const caller of callers) desks.set(caller, await office.seat(caller.actor));
    const before = await weight();
    const told = (body: string) => ({ ...JSON.parse(body), trace: '' });
    let nth = 0;
    for (const [{ extent }, desk] of desks) {
      const hidden = all.filter((row) => !belongsTo(extent, row, []));
      const post = (type: AnyRecordType, id: string, action: string) => {
        nth += 1;
        const body = action === 'reveal' ? { field: 'phone', reason: '核对电话' } : { version: 1, input: {} };
        return desk.post(`/v1/${type.plural}/${id}/${action}`, body, { 'idempotency-key': `leak-${nth}-key` });
      };
      for (const row of hidden.slice(0, 60)) {
        const posts = actionsOf(row.type).filter(
          (name) => !row.type.lifecycle.actions[name]?.consequence && name !== 'escalate' && name !== 'rescope',
        );
        const action = posts[nth % posts.length] ?? 'reveal';
        const [answer, nothing] = [await post(row.type, row.id, action), await post(row.type, nowhere, action)];
        expect(answer.statusCode, `${extent.name} ${row.type.name} ${action}: ${answer.body}`).toBe(404);
        expect(told(answer.body)).toEqual(told(nothing.body));
      }
    }
    expect(nth).toBeGreaterThan(1_000);
    expect(await weight()).toEqual(before);
  }, 60_000);
});
