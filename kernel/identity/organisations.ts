import { createHash } from 'node:crypto';
import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Because, Explained, Text } from '#kernel/text.ts';
import { asIdentity, enterIdentity } from './identity-role.ts';

export type EdgeKind = 'renamed' | 'merged' | 'split' | 'duties-moved';

export interface OrganisationEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** YYYY-MM-DD, the first day on which the successor stands. */
  readonly onDay: string;
  readonly status: 'confirmed' | 'unverified';
  readonly source: string;
}

interface EdgeRow {
  readonly from_code: string;
  readonly to_code: string;
  readonly kind: EdgeKind;
  readonly on_day: string;
  readonly status: 'confirmed' | 'unverified';
  readonly source: string;
}

const became: Record<EdgeKind, Text> = {
  renamed: { zh: '更名', en: 'renamed' },
  merged: { zh: '并入', en: 'merged into' },
  split: { zh: '分设', en: 'split into' },
  'duties-moved': { zh: '职责划入', en: 'duties moved to' },
};

/**
 * Which organisations stand on `day` in the place of `code`: itself while no reform has taken effect, else its successors, followed to the end.
 * More than one after a split. Empty when the organisation is unknown.
 */
export async function organisationOn(sql: Sql, code: string, day: string): Promise<Explained<readonly string[]>> {
  const known = await sql.query('select 1 from organisation where code = $1', [code]);
  if (known.rows.length === 0) return { value: [], because: [] };
  const edges = await sql.query<EdgeRow>(
    `with recursive reached as (
       select e.* from organisation_edge e where e.from_code = $1 and e.on_day <= $2
       union
       select e.* from reached r join organisation_edge e on e.from_code = r.to_code and e.on_day <= $2 and e.on_day >= r.on_day)
     select from_code, to_code, kind, on_day, status, source from reached order by on_day, from_code, to_code`,
    [code, day],
  );
  return follow(
    code,
    edges.rows.map((row) => ({
      from: row.from_code,
      to: row.to_code,
      kind: row.kind,
      onDay: row.on_day,
      status: row.status,
      source: row.source,
    })),
  );
}

/** Follows dated edges, in their order, from one organisation to whoever stands in its place after them. */
export function follow(code: string, edges: readonly OrganisationEdge[]): Explained<readonly string[]> {
  let standing = new Set([code]);
  const because: Because[] = [];
  const days = [...new Set(edges.map((edge) => edge.onDay))].sort();
  for (const day of days) {
    const leaving = edges.filter((edge) => edge.onDay === day && standing.has(edge.from));
    const next = new Set([...standing].filter((each) => leaving.every((edge) => edge.from !== each)));
    for (const edge of leaving) {
      next.add(edge.to);
      because.push(reason(edge));
    }
    standing = next;
  }
  return { value: [...standing].sort(), because };
}

function reason(edge: OrganisationEdge): Because {
  const text = became[edge.kind];
  return {
    rule: `organisation-${edge.kind}`,
    text: { zh: `${edge.onDay} ${edge.from} ${text.zh} ${edge.to}`, en: `${edge.onDay} ${edge.from} ${text.en} ${edge.to}` },
    inputs: { from: edge.from, to: edge.to, on_day: edge.onDay },
    source: edge.source,
    status: edge.status,
  };
}

/** The ledger names records by UUID: an organisation's is derived from its code (RFC 9562 5.8, SHA-256 of the code). */
export function organisationId(code: string): string {
  const hex = createHash('sha256').update(`organisation:${code}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface Reform {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly onDay: string;
  readonly source: string;
  readonly note?: string;
}

const adminOnly: Detail = {
  code: 'administrator-only',
  text: { zh: '机构变更由系统管理员登记', en: 'An administrator registers what became of an organisation' },
};

/**
 * Registers what became of an organisation, as an act (`organisation.merge`, `.rename`, `.split`, `.move-duties`): a dated edge, and the end of the
 * old one where nothing of it stays. Throws forbidden, not-found, duplicate.
 */
export async function reformOrganisation(
  deps: { database: Database; clock: Clock; random: Random },
  actor: Actor,
  reform: Reform,
): Promise<void> {
  if (actor.reader !== 'system' && !actor.roles.includes('administrator')) throw new Problem('forbidden', [adminOnly]);
  await asIdentity(deps.database, async (sql) => {
    const found = await sql.query<{ code: string; region: string; line: string }>(
      'select code, region, line from organisation where code = any($1) for update',
      [[reform.from, reform.to]],
    );
    const from = found.rows.find((row) => row.code === reform.from);
    const to = found.rows.find((row) => row.code === reform.to);
    if (from === undefined || to === undefined) throw new Problem('not-found');
    if (actor.reader !== 'system' && !(isWithin(from.region, actor.region) && isWithin(to.region, actor.region)))
      throw new Problem('not-found');
    await register(sql, deps, actor, reform, from);
  });
}

const verbs: Record<EdgeKind, string> = {
  renamed: 'organisation.rename',
  merged: 'organisation.merge',
  split: 'organisation.split',
  'duties-moved': 'organisation.move-duties',
};

async function register(
  sql: Sql,
  deps: { clock: Clock },
  actor: Actor,
  reform: Reform,
  from: { region: string; line: string },
): Promise<void> {
  const added = await sql.query(
    `insert into organisation_edge (from_code, to_code, kind, on_day, source, note) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [reform.from, reform.to, reform.kind, reform.onDay, reform.source, reform.note ?? ''],
  );
  if (added.rowCount !== 1) throw new Problem('duplicate');
  // Moved duties leave the old organisation standing with what it keeps.
  const ends = reform.kind !== 'duties-moved';
  const changed = await sql.query<{ version: number }>(
    `update organisation set version = version + 1, valid_to = case when $2 then least(valid_to, $3::date) else valid_to end
     where code = $1 returning version`,
    [reform.from, ends, reform.onDay],
  );
  await sql.query(enterWriter);
  await appendEntry(sql, {
    type: 'organisation',
    id: organisationId(reform.from),
    version: changed.rows[0]?.version ?? 1,
    at: deps.clock.now(),
    verb: verbs[reform.kind],
    from: 'standing',
    to: ends ? 'ended' : 'standing',
    actor,
    scope: { region: from.region, line: from.line, subject: null },
    set: { [`edge:${reform.to}`]: { kind: reform.kind, on_day: reform.onDay, source: reform.source } },
    personal: [],
  });
  await sql.query(enterIdentity);
}
