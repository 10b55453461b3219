import { seededRandom } from '#kernel/clock/random.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { Text } from '#kernel/text.ts';
import type { DemoEnterprise } from '#packs/tools/enterprises.ts';
import { demoPhone, personName } from '#packs/tools/names.ts';
import type { DemoPerson, DemoPost } from '#packs/tools/people.ts';
import { uuidOf } from '#packs/tools/seeded.ts';

type Names = Parameters<typeof personName>[1];

interface Seat {
  readonly key: string;
  readonly role: Role;
  readonly title: Text;
}

const seats: readonly Seat[] = [
  { key: 'head', role: 'enterprise-head', title: { zh: '主要负责人', en: 'Head of the enterprise' } },
  { key: 'manager', role: 'safety-manager', title: { zh: '安全管理人员', en: 'Safety manager' } },
  { key: 'worker', role: 'worker', title: { zh: '从业人员', en: 'Worker' } },
  { key: 'congress', role: 'workers-congress', title: { zh: '职代会（工会）代表', en: "Representative of the workers' congress" } },
];

/** The four people of an enterprise whom its acts need. They have no password and cannot log in. */
function crewOf(enterprise: DemoEnterprise, names: Names, valid_from: string): readonly DemoPerson[] {
  const { id, region, credit_code, legal_representative, contact_phone, safety_staff } = enterprise;
  const random = seededRandom(`crew ${id}`);
  const manager = safety_staff.find(({ position }) => position === 'manager' || position === 'part-time');
  const known: Readonly<Record<string, { readonly name: string; readonly phone: string } | undefined>> = {
    head: { name: legal_representative, phone: contact_phone },
    manager,
  };
  return seats.map(({ key, role, title }) => {
    const { name, phone } = known[key] ?? { name: personName(random, names), phone: demoPhone(random) };
    const place = { organisation: null, subject: id, roles: [role], reader: 'enterprise' as const, region, line: '', title, valid_from };
    const post: DemoPost = { ...place, id: uuidOf(`post ${key} ${id}`) };
    return { id: uuidOf(`person ${key} ${id}`), name, phone, login: `${credit_code.toLowerCase()}.${key}`, posts: [post] };
  });
}

export function claimantLogin(credit_code: string): string {
  return `${credit_code.toLowerCase()}.claimant`;
}

/** Somebody who will claim the enterprise and has no post in it yet. */
function claimantOf(enterprise: DemoEnterprise, names: Names, valid_from: string): DemoPerson {
  const random = seededRandom(`claimant ${enterprise.id}`);
  const title = { zh: '企业认领申请人', en: 'Applicant for an enterprise' };
  const post: DemoPost = {
    id: uuidOf(`post claimant ${enterprise.id}`),
    organisation: null,
    subject: null,
    roles: ['applicant'],
    reader: 'agency',
    region: enterprise.region.split('.')[0] ?? '',
    line: '',
    title,
    valid_from,
  };
  return {
    id: uuidOf(`person claimant ${enterprise.id}`),
    name: personName(random, names),
    phone: demoPhone(random),
    login: claimantLogin(enterprise.credit_code),
    posts: [post],
  };
}

/** Everybody whom the acts of these enterprises need, beside those that the demonstration's log-ins give them. */
export function crewsOf(
  demo: { readonly enterprises: readonly DemoEnterprise[]; readonly people: readonly DemoPerson[] },
  names: Names,
): readonly DemoPerson[] {
  const manned = new Set(demo.people.flatMap((person) => person.posts.map((post) => post.subject)));
  const valid_from = demo.people[0]?.posts[0]?.valid_from ?? '2024-01-01';
  return demo.enterprises.flatMap((each, index) => [
    ...(manned.has(each.id) ? [] : crewOf(each, names, valid_from)),
    ...(claims(index) ? [claimantOf(each, names, valid_from)] : []),
  ]);
}

/** Whether an enterprise is claimed in the course of the year: about one in eight. */
function claims(index: number): boolean {
  return index % 8 === 3;
}
