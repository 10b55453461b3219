import { particulars } from './enterprises.ts';
import { type PersonName, people, places } from './people.ts';
import { reformEverywhere } from './reformed.ts';
import { type Step, take, uploaded } from './story.ts';
import { supervise } from './supervised.ts';
import type { World } from './world.ts';

interface Resident {
  readonly name: string;
  readonly line: string;
  readonly region: string;
  readonly department: string | null;
}

/** Enterprises of two lines in every part of the ground, down to a village; one without a department. */
const residents: readonly Resident[] = [
  { name: 'mine', line: 'hazardous-chemicals', region: places.township, department: '220102-emergency' },
  { name: 'other', line: 'hazardous-chemicals', region: places.township, department: '220102-emergency' },
  { name: 'builder', line: 'construction', region: places.township, department: '220102-housing' },
  { name: 'villager', line: 'construction', region: places.village, department: '220102-housing' },
  { name: 'gap', line: 'industry-trade', region: places.otherTownship, department: null },
  { name: 'neighbour', line: 'construction', region: places.otherCountyTownship, department: '220103-housing' },
  { name: 'stranger', line: 'hazardous-chemicals', region: places.otherCountyTownship, department: '220103-emergency' },
  { name: 'distant', line: 'construction', region: places.otherCityTownship, department: '220200-emergency' },
];

const who: PersonName = 'provinceSupervisor';

function danger(enterprise: string, as: string, more: Readonly<Record<string, unknown>> = {}): Step {
  const input = {
    title: `储罐安全阀未投用 ${as}`,
    description: '3 号储罐安全阀前截止阀关闭',
    enterprise: `$${enterprise}`,
    source: 'supervision',
    found_on: '2026-03-04',
    ...more,
  };
  return { who, type: 'hidden-danger', action: 'report', input, outcome: 'reported', as };
}

function paper(enterprise: string, as: string): Step {
  const input = {
    name: '经营许可证',
    number: `证-${as}`,
    issuer: '应急管理局',
    issued_on: '2025-05-01',
    expires_on: '2028-04-30',
    enterprise: `$${enterprise}`,
  };
  return { who, type: 'licence', action: 'file', input, outcome: 'valid', as };
}

function member(enterprise: string, as: string): Step {
  const input = {
    name: `王 ${as}`,
    position: 'manager',
    certificate: `JL-${as}`,
    expires_on: '2027-06-30',
    phone: '19900001234',
    enterprise: `$${enterprise}`,
  };
  return { who, type: 'safety-staff', action: 'file', input, outcome: 'valid', as };
}

/** One record of each type for an enterprise; the danger that is being put right has photos. */
function belongings(resident: Resident, index: number): readonly Step[] {
  const { name, line, region, department } = resident;
  const body = `MA0001${String(index).padStart(2, '0')}`;
  const input = particulars(`企业 ${name}`, body, {
    line,
    region,
    contact_phone: '19900005678',
    ...(department === null ? {} : { department }),
  });
  return [
    { who, type: 'enterprise', action: 'register', input, outcome: department === null ? 'unassigned' : 'active', as: name },
    paper(name, `${name}-licence`),
    member(name, `${name}-staff`),
    danger(name, `${name}-reported`),
    danger(name, `${name}-rectifying`, { photos_before: ['$file'] }),
    { who, type: 'hidden-danger', action: 'assess', on: `${name}-rectifying`, input: { level: 'general' }, outcome: 'rectifying' },
    {
      who: name === 'mine' ? 'applicant' : 'otherApplicant',
      type: 'enterprise-claim',
      action: 'submit',
      input: { credit_code: input.credit_code, position: 'safety-manager', applicant_name: '李申', phone: '19900004321' },
      outcome: 'submitted',
      as: `${name}-claim`,
    },
  ];
}

/** Records that have gone further: ended, closed, handed over to another line, asked for more time. */
const further: readonly Step[] = [
  { who, type: 'licence', action: 'end', on: 'other-licence', input: { ending_reason: '不再经营' }, outcome: 'ended' },
  {
    who,
    type: 'hidden-danger',
    action: 'dismiss',
    on: 'other-reported',
    input: { dismissal_reason: '经核实不存在' },
    outcome: 'dismissed',
  },
  danger('mine', 'handed'),
  {
    who,
    type: 'hidden-danger',
    action: 'hand-over',
    on: 'handed',
    input: { handover_to: '220102-housing', handover_reason: '属于建设工程' },
    outcome: 'transferring',
  },
];

/** An enterprise's own manager asks for more time. */
async function askForTime(world: World, ids: Map<string, string>, enterprise: string): Promise<void> {
  const subject = ids.get(enterprise) ?? '';
  const input = {
    danger: ids.get(`${enterprise}-rectifying`),
    until: '2026-04-10',
    reason: '配件需要定制，交货期为三周',
    safeguards: '停用该储罐，专人值守',
  };
  const actor = { ...people.safetyManager, subject, org: subject };
  const done = await world.platform.executor.act({ actor, type: 'deadline-extension', id: null, action: 'submit', input });
  ids.set(`${enterprise}-extension`, done.id);
}

/** Somebody outside says that something public about an enterprise is wrong. */
function correction(enterprise: string, index: number): Step {
  const input = {
    enterprise: `$${enterprise}`,
    matter: 'particulars',
    statement: '页面上的地址是老厂区，企业去年已经搬走',
    reporter_name: '李群众',
    phone: '19900008765',
    receipt_hash: String(index).padStart(64, '0'),
  };
  return { who: 'anybody', type: 'data-correction', action: 'file', input, outcome: 'filed', as: `${enterprise}-correction` };
}

/** Peoples a world with records of every type in every place, line and enterprise. Answers the ids by name. */
export async function populate(world: World): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const step of [...residents.flatMap(belongings), ...further, ...residents.map(({ name }, index) => correction(name, index))])
    await take(world, '', step, ids);
  for (const enterprise of ['mine', 'other', 'villager', 'distant']) await askForTime(world, ids, enterprise);
  for (const resident of residents) await supervise(world, resident, ids);
  const few = residents.filter(({ name }) => ['mine', 'villager', 'distant'].includes(name));
  await reformEverywhere(world, few, (person) => uploaded(world, person));
  // No act gives a record to an intermediary yet; the policy for them is there all the same.
  for (const table of ['enterprise', 'licence', 'hidden_danger'])
    await world.database.owner.query(`update ${table} set agency = $1 where region = $2`, [people.agency.org, places.otherCountyTownship]);
  return ids;
}
