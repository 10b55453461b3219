import type { Actor } from '#kernel/scope/actor.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import type { DemoEnterprise } from '#packs/tools/enterprises.ts';
import type { EnterpriseMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { makeUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { claim } from './filing.ts';
import { filePapers } from './paper.ts';
import { inDays, inWorkingDays, isOnRegister, keeper, openDangersOf, type Scene, schedule } from './scene.ts';

function present(values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function registrar(scene: Scene): Actor {
  return scene.desk.random.pick(scene.province.cast.bureau(scene.memory.county));
}

/** Enters an enterprise with its licences and safety staff, as the county's bureau does. */
export async function register(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const demo = scene.province.enterprises[enterprise.index];
  if (demo === undefined || enterprise.state !== 'new') return;
  const actor = registrar(scene);
  const { id, licences, safety_staff, ...rest } = demo;
  const outcome = await scene.desk.act({ actor, type: 'enterprise', id, action: 'register', input: present(rest) });
  if (outcome === null) return;
  enterprise.version = outcome.version;
  enterprise.state = outcome.state;
  await filePapers(scene, enterprise, actor, { licences, safety_staff });
  if (outcome.state === 'unassigned') {
    const wait = happens(scene.desk.random, 0.7) ? scene.desk.random.int(1, 5) : scene.desk.random.int(6, 60);
    schedule(scene, inWorkingDays(scene, wait), { what: 'enterprise', id });
  }
}

async function change(
  scene: Scene,
  enterprise: EnterpriseMemo,
  actor: Actor,
  action: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  const { id, version } = enterprise;
  const outcome = await scene.desk.act({ actor, type: 'enterprise', id, action, input, version });
  if (outcome === null) return false;
  enterprise.version = outcome.version;
  enterprise.state = outcome.state;
  return true;
}

/** What is on the agenda for an enterprise: the gap list first, then whatever a register lives through. */
export async function lookAtEnterprise(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  if (enterprise.state === 'closed') {
    if (happens(scene.desk.random, 0.3)) await change(scene, enterprise, registrar(scene), 'restore');
    return;
  }
  if (enterprise.state !== 'unassigned') return;
  const { province, memory } = scene;
  const code = codeOf(memory.county);
  const actor = province.cast.of(`${code}-commission`, 'commission')[0] ?? registrar(scene);
  const department = `${code}-emergency`;
  if (await change(scene, enterprise, actor, 'assign', { department })) enterprise.department = department;
}

/** What happens to an enterprise on an ordinary day, each now and then. */
export async function liveOn(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { random } = scene.desk;
  if (!isOnRegister(enterprise)) return;
  const draw = random.next() * 365;
  if (draw < 0.35) return correct(scene, enterprise);
  if (draw < 0.37) return move(scene, enterprise);
  if (draw < 0.4) return mergeDouble(scene, enterprise);
  if (draw < 0.43) return close(scene, enterprise);
  if (draw < 1.4) return claim(scene, enterprise);
  if (draw < 1.9) return reveal(scene, enterprise);
}

async function correct(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { random } = scene.desk;
  const phone = `199000${String(random.int(0, 99_999)).padStart(5, '0')}`;
  const input = happens(random, 0.5) ? { employees: random.int(5, 400) } : { contact_phone: phone };
  await change(scene, enterprise, keeper(scene, enterprise.id), 'correct', input);
}

/** To another township of the same county: its records go along. */
async function move(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const others = Object.values(scene.memory.enterprises).filter((each) => each.region !== enterprise.region);
  if (others.length === 0) return;
  const { region } = scene.desk.random.pick(others);
  const input = { region, line: enterprise.line };
  await scene.desk.wrong({
    actor: keeper(scene, enterprise.id),
    type: 'enterprise',
    id: enterprise.id,
    action: 'move',
    input,
    version: enterprise.version,
  });
  if (await change(scene, enterprise, registrar(scene), 'move', input)) enterprise.region = region;
}

/** The same enterprise was entered twice, under a wrong code; the wrong one is merged into it. */
async function mergeDouble(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { desk, province, memory } = scene;
  const demo = province.enterprises[enterprise.index];
  if (demo === undefined) return;
  const actor = registrar(scene);
  const id = desk.newId();
  const body = `MBY${String(desk.random.int(0, 99_999)).padStart(5, '0')}`;
  const credit_code = makeUnifiedSocialCreditCode({ authority: '9', category: '1', region: codeOf(memory.county), body });
  const particulars = pickParticulars(demo, enterprise);
  await desk.wrong({ actor, type: 'enterprise', id, action: 'register', input: particulars });
  const made = await desk.act({ actor, type: 'enterprise', id, action: 'register', input: { ...particulars, credit_code } });
  if (made === null) return;
  const input = { merged_into: enterprise.id };
  await desk.wrong({ actor, type: 'enterprise', id, action: 'merge', input: { merged_into: id }, version: made.version });
  await desk.act({ actor, type: 'enterprise', id, action: 'merge', input, version: made.version });
}

/** As somebody types it who does not look first; the code is its own and therefore refused. */
function pickParticulars(demo: DemoEnterprise, enterprise: EnterpriseMemo): Readonly<Record<string, unknown>> {
  const { name, credit_code, trade, scale, employees } = demo;
  return { name, credit_code, trade, scale, employees, line: enterprise.line, region: enterprise.region };
}

async function close(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { desk } = scene;
  const actor = registrar(scene);
  const input = { closing_reason: '已办理注销登记' };
  const { id, version } = enterprise;
  if (openDangersOf(scene, id).length > 0) return desk.wrong({ actor, type: 'enterprise', id, action: 'close', input, version });
  if (await change(scene, enterprise, actor, 'close', input))
    schedule(scene, inDays(scene, desk.random.int(20, 90)), { what: 'enterprise', id });
}

/** An officer looks at a telephone number, and says why: looking is an act. */
async function reveal(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const input = { field: 'contact_phone', reason: '通知整改事项' };
  await change(scene, enterprise, registrar(scene), 'reveal', input);
}
