import type { Detail } from '#kernel/problem/problem.ts';
import type { Actor, ReaderKind } from '#kernel/scope/actor.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import type { Role } from '#kernel/scope/roles.ts';
import { hands, isHand } from './hands.ts';

/** A post that somebody wants to give. */
export interface Grant {
  readonly person: string;
  readonly roles: readonly Role[];
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly organisation: string | null;
  readonly subject: string | null;
}

const government: readonly Role[] = ['supervisor', 'line-supervisor', 'leader', 'commission', 'inspector'];
const enterprise: readonly Role[] = ['safety-manager', 'enterprise-head', 'worker', 'workers-congress'];
const serving: readonly Role[] = ['agency', 'insurer'];

/** Which roles a role may hand on. Nobody hands on the platform's own role, and an applicant makes himself by signing up. */
const handsOn: Partial<Record<Role, readonly Role[]>> = {
  administrator: [...government, ...enterprise, ...serving, 'administrator'],
  'security-officer': ['security-officer'],
  auditor: ['auditor'],
  'enterprise-head': enterprise,
  agency: ['agency'],
  insurer: ['insurer'],
  system: [...government, ...enterprise, ...serving, ...hands, 'applicant'],
};

function readersOf(role: Role): readonly ReaderKind[] {
  if (role === 'system' || role === 'public') return [role];
  if (role === 'line-supervisor') return ['line'];
  if (isHand(role)) return ['officer'];
  if (serving.includes(role)) return ['agency'];
  // An applicant has no enterprise yet: he sees what he filed himself.
  if (role === 'applicant') return ['agency'];
  return enterprise.includes(role) ? ['enterprise'] : ['officer', 'line'];
}

function detail(code: string, field: string, zh: string, en: string): Detail {
  return { code, field, text: { zh, en } };
}

/**
 * Why `actor` may not give this post; empty when he may. `held` are the roles that the person holds already.
 * One may give only what one holds or what one's administration permits, inside one's own area, and never to oneself.
 */
export function grantRefusals(actor: Actor, grant: Grant, held: readonly Role[]): Detail[] {
  return [...shapeFaults(grant), ...apartFaults(grant, held), ...(actor.reader === 'system' ? [] : rightFaults(actor, grant))];
}

function shapeFaults(grant: Grant): Detail[] {
  const faults: Detail[] = [];
  if (!grant.roles.every((role) => readersOf(role).includes(grant.reader)))
    faults.push(detail('reader-mismatch', 'reader', '岗位角色与查看范围的类型不符', 'These roles do not go with this kind of reader'));
  if (grant.reader === 'line' && grant.line === '')
    faults.push(detail('line-missing', 'line', '行业主管岗位须指明行业', 'A post in charge of a line names the line'));
  if (grant.reader === 'enterprise' && grant.subject === null)
    faults.push(detail('subject-missing', 'subject', '企业岗位须指明企业', 'A post in an enterprise names the enterprise'));
  if (grant.reader !== 'enterprise' && grant.organisation === null && !grant.roles.includes('applicant'))
    faults.push(detail('organisation-missing', 'organisation', '须指明所属单位', 'The post names its organisation'));
  if (grant.reader !== 'enterprise' && grant.subject !== null)
    faults.push(detail('subject-unexpected', 'subject', '只有企业岗位才属于企业', 'Only a post in an enterprise belongs to one'));
  return faults;
}

function apartFaults(grant: Grant, held: readonly Role[]): Detail[] {
  const all = new Set([...held, ...grant.roles]);
  const administering = hands.filter((role) => all.has(role));
  if (administering.length === 0 || all.size === 1) return [];
  const text = {
    zh: '系统管理、安全保密、安全审计须由不同的人担任，也不得兼任业务岗位',
    en: 'Administrator, security officer and auditor are different people, without other duties',
  };
  return [{ code: 'roles-apart', field: 'roles', text, source: 'GB/T 22239-2019 8.1.5' }];
}

function rightFaults(actor: Actor, grant: Grant): Detail[] {
  const faults: Detail[] = [];
  if (grant.person === actor.person) faults.push(detail('own-post', 'person', '不能给自己任命岗位', 'Nobody appoints himself'));
  const allowed = new Set(actor.roles.flatMap((role) => handsOn[role] ?? []));
  const above = grant.roles.filter((role) => !allowed.has(role));
  if (above.length > 0)
    faults.push(detail('role-not-yours', 'roles', `您无权任命：${above.join('、')}`, `You may not give: ${above.join(', ')}`));
  if (!isWithin(grant.region, actor.region))
    faults.push(detail('region-outside', 'region', '岗位的区域不在您的管辖范围内', 'The region lies outside your area'));
  // Else an administrator could make himself a second hand at his own level.
  else if (grant.region === actor.region && grant.roles.some(isHand))
    faults.push(detail('region-own-level', 'region', '管理类岗位由上一级任命', 'Administrative posts are given by the level above'));
  if (actor.subject !== null && grant.subject !== actor.subject)
    faults.push(detail('subject-outside', 'subject', '只能任命本企业的岗位', 'You appoint only in your own enterprise'));
  if (actor.reader === 'agency' && grant.organisation !== actor.org)
    faults.push(detail('organisation-outside', 'organisation', '只能任命本单位的岗位', 'You appoint only in your own organisation'));
  if (actor.line !== '' && grant.line !== actor.line)
    faults.push(detail('line-outside', 'line', '只能任命本行业的岗位', 'You appoint only in your own line'));
  return faults;
}
