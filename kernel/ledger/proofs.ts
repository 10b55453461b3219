import type { Sql } from '#kernel/database/sql.ts';
import { type HashAlgorithm, treeHash } from './hash.ts';
import { headAt, latestHead } from './heads.ts';
import { consistencyRanges, inclusionRanges, type Range } from './merkle.ts';
import type { PublicKey } from './signature.ts';
import { readTiles } from './tile-store.ts';
import { pathFromTiles, tilesOf } from './tiles.ts';
import type { SignedHead } from './tree-head.ts';

/** All that an outsider needs to check one entry with `tools/verify/verify.mjs`, without the database. */
export interface InclusionProof extends SignedHead {
  readonly kind: 'anwang-inclusion';
  readonly v: 1;
  /** The entry's text, byte for byte as it was hashed. */
  readonly entry: string;
  /** HASH(0x00 || entry), 64 hexadecimal digits. */
  readonly leaf: string;
  /** The place in the log, the first one 0. */
  readonly index: number;
  readonly size: number;
  /** Hashes from the leaf up to the root. */
  readonly path: readonly string[];
  /** The public keys that the signatures were made with, where this node knows them. */
  readonly keys: readonly PublicKey[];
}

export interface ConsistencyProof {
  readonly kind: 'anwang-consistency';
  readonly v: 1;
  readonly first: SignedHead;
  readonly second: SignedHead;
  readonly path: readonly string[];
  readonly keys: readonly PublicKey[];
}

export type ProofAnswer =
  | { readonly status: 'sealed'; readonly proof: InclusionProof }
  /** The entry stands, but no head covers it yet: a second at most, longer while a long transaction runs. */
  | { readonly status: 'pending'; readonly entry: string };

type Keys = ReadonlyMap<string, PublicKey>;

function keysOf(heads: readonly SignedHead[], known: Keys): PublicKey[] {
  const ids = new Set(heads.flatMap((each) => [each.signature.key, ...each.cosignatures.map((cosignature) => cosignature.key)]));
  return [...ids].flatMap((id) => known.get(id) ?? []);
}

async function pathOf(sql: Sql, algorithm: HashAlgorithm, ranges: readonly Range[]): Promise<string[]> {
  const tiles = await readTiles(sql, tilesOf(ranges));
  return pathFromTiles(treeHash(algorithm), tiles, ranges).map((each) => each.toString('hex'));
}

/**
 * Proves that an entry is in the log, against the newest head or the one of `size`. Null when there is no such entry.
 * Runs as anwang_system: whoever asks must have been shown the record first. Throws RangeError when no head of `size` exists or it is older than the entry.
 */
export async function inclusionProof(
  sql: Sql,
  entry: { readonly recordType: string; readonly recordId: string; readonly version: number },
  options: { readonly keys: Keys; readonly size?: number },
): Promise<ProofAnswer | null> {
  const [found, head] = await Promise.all([
    sql.query<{ body: string; seq: number | null; hash: Buffer | null }>({
      name: 'ledger.proof.entry',
      text: `select e.body, l.seq, l.hash from ledger_entry e left join ledger_leaf l using (record_type, record_id, version)
        where e.record_type = $1 and e.record_id = $2 and e.version = $3`,
      values: [entry.recordType, entry.recordId, entry.version],
    }),
    options.size === undefined ? latestHead(sql) : headAt(sql, options.size),
  ]);
  const row = found.rows[0];
  if (row === undefined) return null;
  if (options.size !== undefined && head === null) throw new RangeError(`No tree head of size ${options.size}`);
  if (row.seq === null || row.hash === null || head === null) return { status: 'pending', entry: row.body };
  if (row.seq >= head.head.size) throw new RangeError(`The entry was sealed after the tree head of size ${head.head.size}`);
  const { size, algorithm } = head.head;
  const path = await pathOf(sql, algorithm, inclusionRanges(row.seq, size));
  const proof: InclusionProof = {
    kind: 'anwang-inclusion',
    v: 1,
    entry: row.body,
    leaf: row.hash.toString('hex'),
    index: row.seq,
    size,
    path,
    ...head,
    keys: keysOf([head], options.keys),
  };
  return { status: 'sealed', proof };
}

/** Proves that the log of `to` entries continues the log of `from`; null when a head of one of these sizes does not exist or `from` is the larger. */
export async function consistencyProof(sql: Sql, from: number, to: number, keys: Keys): Promise<ConsistencyProof | null> {
  const [first, second] = await Promise.all([headAt(sql, from), headAt(sql, to)]);
  if (first === null || second === null || from > to) return null;
  const path = await pathOf(sql, second.head.algorithm, consistencyRanges(from, to));
  return { kind: 'anwang-consistency', v: 1, first, second, path, keys: keysOf([first, second], keys) };
}

/** The lines of an export of the whole log, for `verify.mjs log`: one JSON object per entry, in the order of the tree. */
export async function* exportLog(sql: Sql, size: number, batch = 2_000): AsyncGenerator<string> {
  for (let from = 0; from < size; from += batch) {
    const { rows } = await sql.query<{ seq: number; body: string }>(
      `select l.seq, e.body from ledger_leaf l join ledger_entry e using (record_type, record_id, version)
       where l.seq >= $1 and l.seq < $2 order by l.seq`,
      [from, Math.min(size, from + batch)],
    );
    for (const row of rows) yield `${JSON.stringify({ index: row.seq, entry: row.body })}\n`;
  }
}
