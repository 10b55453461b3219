import type { Committed, Effect, EffectParts } from '#kernel/effects/effect.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { codeOf, isWithin } from '#kernel/scope/region-path.ts';

/** The rung of the ladder that is a supervision notice (督办单). */
const rung = 2;

/** The record types whose lateness is answered with a supervision notice: what it is about, and how its listing is found. */
const kinds: Readonly<
  Record<string, { readonly table: string; readonly about: 'danger' | 'supervision' | null; readonly issuer: string }>
> = {
  'hidden-danger': { table: 'hidden_danger', about: 'danger', issuer: 'null' },
  'listed-supervision': { table: 'listed_supervision', about: 'supervision', issuer: 'r.issuer' },
  'supervision-progress': {
    table: 'supervision_progress',
    about: null,
    issuer: '(select s.issuer from listed_supervision s where s.id = r.supervision)',
  },
  'production-restart': { table: 'production_restart', about: null, issuer: 'null' },
  'task-report': { table: 'task_report', about: null, issuer: 'r.office' },
  'implementing-rule': { table: 'implementing_rule', about: null, issuer: 'r.office' },
};

interface Late {
  readonly title: string;
  readonly desk: string | null;
  readonly region: string;
  readonly state: string;
  readonly issuer: string | null;
  readonly is_enterprise: boolean;
  /** Where the late organisation sits; null for an enterprise. */
  readonly seat: string | null;
  readonly day: string;
  readonly reached: boolean;
}

async function lateOf({ record_type, record_id, version }: Committed, look: EffectParts['look']): Promise<Late | undefined> {
  const kind = kinds[record_type];
  if (kind === undefined) return undefined;
  return look(async (sql) => {
    const found = await sql.query<Late>(
      `select r.title, r.desk, r.region, r.state, ${kind.issuer} as issuer, to_char(r.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
         exists (select from enterprise e where e.id::text = r.desk) as is_enterprise,
         (select o.region from organisation o where o.code = r.desk) as seat,
         (e.body::jsonb -> 'input' ->> 'rung')::int = $3 and r.rung >= $3 as reached
       from ${kind.table} r join ledger_entry e on e.record_type = $1 and e.record_id = r.id and e.version = $4 where r.id = $2`,
      [record_type, record_id, rung, version],
    );
    return found.rows[0];
  });
}

/**
 * The office that writes: the one that listed the matter, else the county's. To a department above that, the commission office of the department's own
 * level does: an office cannot see, and so not accept, an answer from outside its area.
 */
async function officeFor({ issuer, region, seat }: Late, look: EffectParts['look']): Promise<string | undefined> {
  const first = issuer ?? deskAt(region, 'county', 'commission');
  const text = 'select code, region from organisation where code = any($1) and valid_to is null';
  const second = seat === null ? first : `${codeOf(seat)}-commission`;
  const { rows } = await look((sql) => sql.query<{ code: string; region: string }>(text, [[first, second]]));
  const reaches = (office: { region: string } | undefined) => office !== undefined && (seat === null || isWithin(seat, office.region));
  return [first, second].find((code) => reaches(rows.find((each) => each.code === code)));
}

/**
 * When lateness reaches the rung 督办单, a draft lies ready at the safety commission office: people decide whether it goes out. Nothing is drafted for
 * what was settled meanwhile, and nothing to the office itself.
 */
export const draftSupervisionNotice: Effect = async (committed, { look, act }) => {
  const late = await lateOf(committed, look);
  if (late === undefined || !late.reached || late.desk === null) return;
  const issuer = await officeFor(late, look);
  if (issuer === undefined || late.desk === issuer) return;
  const about = kinds[committed.record_type]?.about ?? null;
  const input = {
    title: `关于“${late.title.slice(0, 60)}”逾期的督办单`,
    body: `“${late.title}”应于 ${late.day} 前办结，至今逾期未办。请立即办理，说明逾期原因、采取的措施和完成时间，按期书面答复。`,
    issuer,
    ...(late.is_enterprise ? { to_enterprise: late.desk } : { recipients: [{ organisation: late.desk }] }),
    ...(about === null ? {} : { [about]: committed.record_id }),
  };
  await act({
    type: 'official-notice',
    id: derivedId(committed.at, `supervision-notice ${committed.record_id} ${committed.version}`),
    action: 'draft-for-lateness',
    input,
  }).catch((error: unknown) => {
    // Drafted before: the effect was carried out and its worker died.
    if (!(error instanceof Problem)) throw error;
  });
};
