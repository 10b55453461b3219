import type { Sql } from '#kernel/database/sql.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { canonicalJson, isJsonObject, type Json } from './canonical.ts';
import { commitTo, isCommitment, saltBytes } from './commitment.ts';
import { parseBody } from './entry.ts';
import { type EntryKey, type Findings, shown } from './findings.ts';
import { type HashAlgorithm, type TreeHash, treeHash } from './hash.ts';
import { openFact } from './personal.ts';
import { clusterName } from './session.ts';

export interface EntryTotals {
  entries: number;
  /** Without a leaf as yet, as it may be. */
  pending: number;
  /** Personal facts that fit their commitment. */
  personal: number;
  /** Personal facts erased by an act. */
  erased: number;
}

interface EntryRow extends EntryKey {
  /** ISO 8601 with microseconds: a column changed below the millisecond is changed. */
  at: string;
  verb: string;
  actor_person: string;
  actor_post: string;
  actor_org: string;
  region: string;
  line: string;
  subject: string | null;
  body: string;
  hash: Buffer | null;
  due: boolean;
}

interface PersonalRow extends EntryKey {
  field: string;
  sealed: string;
}

interface ErasureRow extends EntryKey {
  fields: string[];
}

type Body = Readonly<Record<string, Json>>;

const pageSize = 2_000;
const start: EntryKey = { record_type: '', record_id: '00000000-0000-0000-0000-000000000000', version: 0 };

function keyOf(key: EntryKey): string {
  return `${key.record_type}/${key.record_id}/${key.version}`;
}

function sameRecord(left: EntryKey | null, right: EntryKey): boolean {
  return left !== null && left.record_type === right.record_type && left.record_id === right.record_id;
}

/** Walks all entries record by record: text against leaf, columns against text, versions without gaps, personal facts against commitments. */
export async function verifyEntries(
  sql: Sql,
  algorithm: HashAlgorithm,
  findings: Findings,
  vault: Vault | null,
  progress: (done: number) => void,
): Promise<EntryTotals> {
  const totals: EntryTotals = { entries: 0, pending: 0, personal: 0, erased: 0 };
  const walk = new RecordWalk(treeHash(algorithm), findings, totals, vault);
  const horizon = await sealedHorizon(sql);
  let after = start;
  for (;;) {
    const rows = await readEntries(sql, after, horizon);
    const last = rows.at(-1);
    const until = rows.length < pageSize ? null : (last ?? null);
    const [personal, erasures] = await Promise.all([readPersonal(sql, after, until), readErasures(sql, after, until)]);
    for (const row of rows) walk.entry(row, personal, erasures);
    for (const left of [...personal.values()].flatMap((facts) => [...facts.values()])) {
      const { zh, en } = { zh: `个人信息“${left.field}”没有对应的记录`, en: `The personal fact "${left.field}" belongs to no entry` };
      findings.add('personal-unexpected', left, zh, en);
    }
    progress(totals.entries);
    if (until === null) return totals;
    after = until;
  }
}

// A lateral subquery with a limit keeps the planner from merging with the leaves from their beginning at every page.
async function readEntries(sql: Sql, after: EntryKey, horizon: string | null): Promise<EntryRow[]> {
  const { rows } = await sql.query<EntryRow>(
    `select e.record_type, e.record_id, e.version, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.verb, e.actor_person, e.actor_post, e.actor_org, e.region, e.line, e.subject, e.body, l.hash,
       coalesce(e.xid < $4::xid8, false) as due
     from ledger_entry e
     left join lateral (select hash from ledger_leaf l where l.record_type = e.record_type and l.record_id = e.record_id and l.version = e.version limit 1) l on true
     where (e.record_type, e.record_id, e.version) > ($1, $2, $3)
     order by e.record_type, e.record_id, e.version limit ${pageSize}`,
    [after.record_type, after.record_id, after.version, horizon],
  );
  return rows;
}

/** Below it every entry should have its leaf; null where that cannot be said: a backlog is being sealed, or the horizon is another cluster's. */
async function sealedHorizon(sql: Sql): Promise<string | null> {
  const { rows } = await sql.query<{ horizon: string }>(
    `select horizon::text from ledger_seal_state where cluster = ${clusterName} and not exists (select from ledger_seal_plan)`,
  );
  return rows[0]?.horizon ?? null;
}

async function readPersonal(sql: Sql, after: EntryKey, until: EntryKey | null): Promise<Map<string, Map<string, PersonalRow>>> {
  const { rows } = await sql.query<PersonalRow>(
    `select record_type, record_id, version, field, sealed from ledger_personal
     where (record_type, record_id, version) > ($1, $2, $3) and ($4::text is null or (record_type, record_id, version) <= ($4, $5, $6))`,
    [after.record_type, after.record_id, after.version, until?.record_type ?? null, until?.record_id ?? null, until?.version ?? null],
  );
  const facts = new Map<string, Map<string, PersonalRow>>();
  for (const row of rows) {
    const key = keyOf(row);
    facts.set(key, (facts.get(key) ?? new Map()).set(row.field, row));
  }
  return facts;
}

async function readErasures(sql: Sql, after: EntryKey, until: EntryKey | null): Promise<Map<string, ErasureRow[]>> {
  const { rows } = await sql.query<ErasureRow>(
    `select record_type, record_id, version, fields from ledger_erasure
     where (record_type, record_id) >= ($1, $2) and ($3::text is null or (record_type, record_id) <= ($3, $4))`,
    [after.record_type, after.record_id, until?.record_type ?? null, until?.record_id ?? null],
  );
  const erasures = new Map<string, ErasureRow[]>();
  for (const row of rows) {
    const key = `${row.record_type}/${row.record_id}`;
    erasures.set(key, [...(erasures.get(key) ?? []), row]);
  }
  return erasures;
}

class RecordWalk {
  readonly #hash: TreeHash;
  readonly #findings: Findings;
  readonly #totals: EntryTotals;
  #previous: EntryKey | null = null;
  /** The record's scope as its entries so far say it. */
  #scope: { region?: Json; line?: Json; subject?: Json } = {};

  readonly #vault: Vault | null;

  constructor(hash: TreeHash, findings: Findings, totals: EntryTotals, vault: Vault | null) {
    this.#vault = vault;
    this.#hash = hash;
    this.#findings = findings;
    this.#totals = totals;
  }

  entry(row: EntryRow, personal: Map<string, Map<string, PersonalRow>>, erasures: ReadonlyMap<string, readonly ErasureRow[]>): void {
    this.#totals.entries += 1;
    this.#versions(row);
    this.#leaf(row);
    const facts = personal.get(keyOf(row)) ?? new Map<string, PersonalRow>();
    personal.delete(keyOf(row));
    const body = parseBody(row.body);
    if (body === null || canonicalJson(body) !== row.body) {
      this.#findings.add('entry-unreadable', row, '记录正文不是规范的 JSON', 'The text of the entry is not canonical JSON');
    }
    if (body === null) return;
    this.#columns(row, body);
    this.#personal(row, body, facts, erasures.get(`${row.record_type}/${row.record_id}`) ?? []);
  }

  #versions(row: EntryRow): void {
    const expected = sameRecord(this.#previous, row) ? (this.#previous?.version ?? 0) + 1 : 1;
    if (!sameRecord(this.#previous, row)) this.#scope = {};
    if (row.version !== expected) {
      const zh = `第 ${expected} 版的记录缺失，其后是第 ${row.version} 版`;
      this.#findings.add(
        'version-gap',
        { ...row, version: expected },
        zh,
        `The entry of version ${expected} is missing; version ${row.version} follows`,
      );
    }
    this.#previous = row;
  }

  #leaf(row: EntryRow): void {
    if (row.hash === null) {
      if (row.due)
        this.#findings.add('entry-unsealed', row, '该记录应已封存，但不在日志中', 'The entry should be sealed, but is not in the log');
      else this.#totals.pending += 1;
    } else if (!this.#hash.leaf(row.body).equals(row.hash)) {
      this.#findings.add('entry-changed', row, '记录正文在封存之后被改动', 'The text of the entry was changed after it was sealed');
    }
  }

  #columns(row: EntryRow, body: Body): void {
    const actor = isJsonObject(body.actor) ? body.actor : {};
    const set = isJsonObject(body.set) ? body.set : {};
    this.#scope = { ...this.#scope, ...pick(set) };
    const pairs: [string, Json, Json | undefined][] = [
      ['type', row.record_type, body.type],
      ['id', row.record_id, body.id],
      ['version', row.version, body.version],
      ['at', row.at.replace(/000Z$/, 'Z'), body.at],
      ['verb', row.verb, body.verb],
      ['actor.person', row.actor_person, actor.person],
      ['actor.post', row.actor_post, actor.post],
      ['actor.org', row.actor_org, actor.org],
      // Scope columns that no act has set have nothing to be compared with.
      ['region', row.region, this.#scope.region ?? row.region],
      ['line', row.line, this.#scope.line ?? row.line],
      ['subject', row.subject, this.#scope.subject === undefined ? row.subject : this.#scope.subject],
    ];
    for (const [name, column, said] of pairs) {
      if (column === said) continue;
      const zh = `“${name}”一栏为 ${shown(column)}，记录正文为 ${shown(said)}`;
      this.#findings.add('column-differs', row, zh, `Column "${name}" says ${shown(column)}, the text of the entry ${shown(said)}`);
    }
  }

  #personal(row: EntryRow, body: Body, facts: Map<string, PersonalRow>, erasures: readonly ErasureRow[]): void {
    for (const [field, commit] of commitmentsOf(body)) {
      const fact = facts.get(field);
      facts.delete(field);
      if (fact === undefined) {
        if (erasures.some((each) => each.version >= row.version && each.fields.includes(field))) this.#totals.erased += 1;
        else
          this.#findings.add(
            'personal-missing',
            row,
            `个人信息“${field}”缺失，且没有删除的记录`,
            `The personal fact "${field}" is gone, and no act erased it`,
          );
      } else if (this.#vault !== null && !fits(this.#vault, this.#hash.algorithm, fact, commit)) {
        this.#findings.add(
          'personal-changed',
          row,
          `个人信息“${field}”与记录中的承诺值不符`,
          `The personal fact "${field}" does not fit the commitment in the entry`,
        );
      } else if (this.#vault !== null) {
        this.#totals.personal += 1;
      }
    }
    for (const field of facts.keys()) {
      this.#findings.add(
        'personal-unexpected',
        row,
        `个人信息“${field}”在记录中没有承诺值`,
        `The entry commits to no personal fact "${field}"`,
      );
    }
  }
}

/** Whether a fact opens and is what the entry commits to. */
function fits(vault: Vault, algorithm: HashAlgorithm, row: PersonalRow, commit: string): boolean {
  const fact = openFact(vault, { type: row.record_type, id: row.record_id, version: row.version }, row.field, row.sealed);
  return fact !== null && fact.salt.length === saltBytes && commitTo(algorithm, fact.salt, fact.value).commit === commit;
}

function pick(set: Body): { region?: Json; line?: Json; subject?: Json } {
  const { region, line, subject } = set;
  return {
    ...(region === undefined ? {} : { region }),
    ...(line === undefined ? {} : { line }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** The commitments of an entry by field: those of `set`, and those of `input` that `set` does not repeat. */
export function commitmentsOf(body: Body): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of [body.input, body.set]) {
    if (!isJsonObject(part)) continue;
    for (const [field, value] of Object.entries(part)) if (isCommitment(value)) found.set(field, value.commit);
  }
  return found;
}

/** An erasure must belong to an entry; otherwise it only covers up. */
export async function verifyErasures(sql: Sql, findings: Findings): Promise<void> {
  const { rows } = await sql.query<EntryKey>(
    `select record_type, record_id, version from ledger_erasure x
     where not exists (select from ledger_entry e where e.record_type = x.record_type and e.record_id = x.record_id and e.version = x.version) limit 1000`,
  );
  for (const row of rows)
    findings.add(
      'erasure-without-act',
      row,
      '登记了个人信息的删除，但没有相应的办理记录',
      'An erasure of personal facts is noted that no entry stands for',
    );
}
