import { type Grant, grantRefusals } from '#kernel/identity/grants.ts';
import { type AnyField, type Fields, field } from '#kernel/record/field.ts';
import type { Actor, ReaderKind } from '#kernel/scope/actor.ts';
import { type Role, roles } from '#kernel/scope/roles.ts';
import type { Text } from '#kernel/text.ts';
import { lines } from '#modules/net/lines.ts';
import type { Session } from '#web/api/types.ts';
import type { Values } from '../../derived/form-state.ts';
import type { AskedField } from '../../derived/record-fields.tsx';

export function actorOfSession({ person, post }: Session): Actor {
  const { id, roles: held, reader, region, line, subject, organisation } = post;
  return { person: person.id, post: id, org: subject ?? organisation ?? '', roles: held, reader, region, line, subject };
}

/** Whether this actor may hand on the role at all; where and to whom the server decides. */
function mayGive(actor: Actor, role: Role): boolean {
  const grant: Grant = {
    person: '',
    roles: [role],
    reader: 'officer',
    region: actor.region,
    line: actor.line,
    organisation: '',
    subject: null,
  };
  return !grantRefusals(actor, grant, []).some((refusal) => refusal.code === 'role-not-yours');
}

export function givableRoles(actor: Actor): readonly Role[] {
  // Object.keys loses the key type.
  return (Object.keys(roles) as Role[]).filter((role) => mayGive(actor, role));
}

/** The one kind of reader that goes with the roles chosen; a department of a line reads by its line. */
export function readerOf(chosen: readonly Role[], line: string): ReaderKind {
  if (chosen.some((role) => role === 'agency' || role === 'insurer')) return 'agency';
  if (chosen.some((role) => ['safety-manager', 'enterprise-head', 'worker', 'workers-congress', 'applicant'].includes(role)))
    return 'enterprise';
  return chosen.includes('line-supervisor') ||
    (line !== '' && !chosen.some((role) => ['administrator', 'security-officer', 'auditor'].includes(role)))
    ? 'line'
    : 'officer';
}

const labels: Record<string, Text> = {
  name: { zh: '姓名', en: 'Name' },
  phone: { zh: '手机号', en: 'Mobile number' },
  login: { zh: '用户名', en: 'User name' },
  title: { zh: '岗位名称', en: 'Title' },
  titleEnglish: { zh: '岗位名称（英文）', en: 'Title in English' },
};
const none: Text = { zh: '', en: '' };

function postFields(actor: Actor): Fields {
  const options = Object.fromEntries(givableRoles(actor).map((role) => [role, roles[role]]));
  return {
    title: field.text({ label: labels.title ?? none, max: 60 }),
    titleEnglish: field.text({ label: labels.titleEnglish ?? none, max: 60 }),
    roles: field.choices({ label: { zh: '职责', en: 'Roles' }, options }),
    organisation: field.organisation({ label: { zh: '单位', en: 'Organisation' } }),
    subject: field.ref({
      label: { zh: '企业', en: 'Enterprise' },
      help: { zh: '企业岗位填写', en: 'For a post in an enterprise' },
      to: 'enterprise',
    }),
    region: field.region({ label: { zh: '管辖地区', en: 'Region' } }),
    line: field.choice({
      label: { zh: '条线', en: 'Line' },
      help: { zh: '不填为综合监管', en: 'All lines if left out' },
      options: lines,
    }),
    validFrom: field.date({ label: { zh: '任职日期', en: 'From' } }),
  };
}

const optional = new Set(['titleEnglish', 'organisation', 'subject', 'line', 'validFrom', 'phone']);

/** What is asked for an appointment: of somebody known, or of a new person. Posts in an enterprise leave the enterprise to the actor's own. */
export function askedFor(actor: Actor, isNew: boolean): readonly AskedField[] {
  const person: Fields = {
    name: field.text({ label: labels.name ?? none, max: 60 }),
    phone: field.phone({ label: labels.phone ?? none }),
    login: field.code({ label: labels.login ?? none, max: 64 }),
  };
  const hidden = actor.subject === null ? [] : ['organisation', 'subject', 'region', 'line'];
  return Object.entries<AnyField>({ ...(isNew ? person : {}), ...postFields(actor) })
    .filter(([name]) => !hidden.includes(name))
    .map(([name, each]) => ({ name, field: each, required: !optional.has(name) }));
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The post as the API takes it. A post in an enterprise belongs to the actor's own, or to the one chosen. */
export function postOf(actor: Actor, values: Values) {
  const chosen = Array.isArray(values.roles) ? values.roles.filter((role): role is Role => typeof role === 'string' && role in roles) : [];
  const line = actor.line === '' ? word(values.line) : actor.line;
  const reader = readerOf(chosen, line);
  const subject = actor.subject ?? (word(values.subject) === '' ? null : word(values.subject));
  const title = word(values.title).trim();
  const titleEnglish = word(values.titleEnglish).trim();
  return {
    roles: chosen,
    reader,
    region: actor.subject === null ? word(values.region) : actor.region,
    line,
    organisation: reader === 'enterprise' || word(values.organisation) === '' ? null : word(values.organisation),
    subject: reader === 'enterprise' ? subject : null,
    title: { zh: title, en: titleEnglish === '' ? title : titleEnglish },
    ...(word(values.validFrom) === '' ? {} : { validFrom: word(values.validFrom) }),
  };
}
