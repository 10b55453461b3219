import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import { asIdentity } from '#kernel/identity/identity-role.ts';
import { openSession } from '#kernel/identity/login.ts';
import { identitySettings } from '#kernel/identity/settings.ts';
import type { Actor, ReaderKind } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';

export interface Reader {
  readonly kind: string;
  readonly actor: Actor;
  /** What this reader can see. */
  readonly rows: number;
  readonly token: string;
}

interface Candidate {
  readonly person: string;
  readonly post: string;
  readonly organisation: string | null;
  readonly subject: string | null;
  readonly roles: readonly Role[];
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly rows: number;
  /** Day of the newest row that this reader sees. */
  readonly newest: string | null;
}

/** Everybody who looks at dangers, with how many there are for each: counted as the owner, beforehand. */
const candidates = `
with area as materialized (
  select region, line, subject, count(*) as n, max(opened_at)::date::text as newest from hidden_danger group by 1, 2, 3
)
select p.person, p.id as post, p.organisation, p.subject, p.roles, p.reader, p.region, p.line,
  coalesce(sum(a.n), 0)::int as rows, max(a.newest) as newest
from post p left join area a on case p.reader
  when 'enterprise' then a.subject = p.subject
  when 'line' then a.region >= p.region and a.region < p.region || '/' and a.line = p.line
  else a.region >= p.region and a.region < p.region || '/' end
where p.roles && '{supervisor,line-supervisor,safety-manager}' and p.region like '22%'
group by p.id, p.person, p.organisation, p.subject, p.roles, p.reader, p.region, p.line
order by p.reader, p.region, p.line, p.id`;

function levelOf(candidate: Candidate): string {
  const level = ['province', 'city', 'county', 'township', 'village'][candidate.region.split('.').length - 1] ?? '';
  return candidate.reader === 'officer' ? level : candidate.reader === 'line' ? `line, ${level}` : candidate.reader;
}

/** Every so-manieth, so that the choice runs through all sizes; the smallest and the largest are always in it. */
function thinned<T>(sorted: readonly T[], wanted: number): T[] {
  if (sorted.length <= wanted) return [...sorted];
  return Array.from({ length: wanted }, (_, index) => sorted[Math.round((index * (sorted.length - 1)) / (wanted - 1))]).flatMap((each) =>
    each === undefined ? [] : [each],
  );
}

const wanted: Readonly<Record<string, number>> = {
  township: 91,
  county: 40,
  city: 10,
  province: 2,
  'line, province': 10,
  'line, city': 12,
  'line, county': 12,
  enterprise: 22,
};

/** 200 readers of all kinds and sizes, the one of whom all rows are old among them. Cached in the data set: counting takes a while. */
export async function chooseReaders(owner: Database): Promise<readonly { readonly kind: string; readonly candidate: Candidate }[]> {
  await owner.query(`create table if not exists bench_reader as ${candidates}`);
  const all = (await owner.query<Candidate>('select * from bench_reader')).rows;
  const groups = new Map<string, Candidate[]>();
  for (const each of all) groups.set(levelOf(each), [...(groups.get(levelOf(each)) ?? []), each]);
  const chosen = Object.entries(wanted).flatMap(([kind, count]) => {
    const sorted = (groups.get(kind) ?? []).sort((a, b) => a.rows - b.rows);
    return thinned(sorted, count).map((candidate) => ({ kind, candidate }));
  });
  const old = (groups.get('township') ?? [])
    .filter((each) => each.newest !== null)
    .sort((a, b) => ((a.newest ?? '') < (b.newest ?? '') ? -1 : 1))[0];
  return old === undefined ? chosen : [...chosen, { kind: 'only old rows', candidate: old }];
}

/** Opens a session for each, as a log-in would after the password. */
export async function openReaders(owner: Database, server: Database): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const { kind, candidate } of await chooseReaders(owner)) readers.push({ kind, ...(await signIn(server, candidate)) });
  return readers;
}

export async function signIn(server: Database, candidate: Omit<Candidate, 'newest'>): Promise<Omit<Reader, 'kind'>> {
  const { person, post, organisation, subject, roles, reader, region, line, rows } = candidate;
  const deps = { clock: systemClock, random: systemRandom(), settings: identitySettings };
  const origin = { address: '127.0.0.1', agent: 'bench' };
  const token = await asIdentity(server, (sql) => openSession(sql, deps, person, origin, { by: 'bench', post }));
  return { actor: { person, post, org: organisation ?? subject ?? 'none', roles, reader, region, line, subject }, rows, token };
}

/** The supervisor of each county who takes the acts of the benches, and the managers of its enterprises. */
export async function openActors(owner: Database, server: Database, region: string): Promise<Omit<Reader, 'kind'>> {
  const found = await owner.query<Candidate>(
    `select person, id as post, organisation, subject, roles, reader, region, line, 0 as rows from post where region = $1 and roles = '{supervisor}' order by id limit 1`,
    [region],
  );
  const row = found.rows[0];
  if (row === undefined) throw new Error(`nobody supervises ${region}`);
  return signIn(server, row);
}
