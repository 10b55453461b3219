import type { Sql } from '#kernel/database/sql.ts';
import type { HashAlgorithm } from './hash.ts';
import type { SignatureScheme } from './signature.ts';
import type { Cosignature, SignedHead } from './tree-head.ts';

interface CosignatureRow {
  key: string;
  scheme: SignatureScheme;
  value: string;
  by: string;
  at: string;
}

interface HeadRow {
  size: number;
  log: string;
  root: Buffer;
  algorithm: HashAlgorithm;
  at: Date;
  scheme: SignatureScheme;
  key_id: string;
  signature: Buffer;
  cosignatures: CosignatureRow[] | null;
}

const columns = `h.size, h.log, h.root, h.algorithm, h.at, h.scheme, h.key_id, h.signature,
  (select json_agg(json_build_object('key', c.key_id, 'scheme', c.scheme, 'value', translate(encode(c.signature, 'base64'), E'\\n', ''),
    'by', c.organisation, 'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by c.at, c.key_id)
   from ledger_cosignature c where c.size = h.size) as cosignatures`;

function signedHead(row: HeadRow): SignedHead {
  return {
    head: { v: 1, log: row.log, size: row.size, root: row.root.toString('hex'), algorithm: row.algorithm, at: row.at.toISOString() },
    signature: { key: row.key_id, scheme: row.scheme, value: row.signature.toString('base64') },
    cosignatures: (row.cosignatures ?? []) satisfies Cosignature[],
  };
}

/** The head of the whole log, or null while nothing is sealed. */
export async function latestHead(sql: Sql): Promise<SignedHead | null> {
  const { rows } = await sql.query<HeadRow>({
    name: 'ledger.head.latest',
    text: `select ${columns} from ledger_head h order by h.size desc limit 1`,
  });
  return rows[0] === undefined ? null : signedHead(rows[0]);
}

/** The head at exactly this size, or null: not every size was sealed on its own. */
export async function headAt(sql: Sql, size: number): Promise<SignedHead | null> {
  const { rows } = await sql.query<HeadRow>({
    name: 'ledger.head.at',
    text: `select ${columns} from ledger_head h where h.size = $1`,
    values: [size],
  });
  return rows[0] === undefined ? null : signedHead(rows[0]);
}

/** Heads from the newest down; `below` is the size of the last one seen, left out for the first page. */
export async function heads(sql: Sql, page: { readonly below?: number | null; readonly limit: number }): Promise<SignedHead[]> {
  const { rows } = await sql.query<HeadRow>(
    `select ${columns} from ledger_head h where $1::bigint is null or h.size < $1 order by h.size desc limit $2`,
    [page.below ?? null, page.limit],
  );
  return rows.map(signedHead);
}

/** Heads from the oldest up, for checking them along the leaves; `above` is the size of the last one seen. */
export async function headsAbove(sql: Sql, above: number, limit: number): Promise<SignedHead[]> {
  const { rows } = await sql.query<HeadRow>(`select ${columns} from ledger_head h where h.size > $1 order by h.size limit $2`, [
    above,
    limit,
  ]);
  return rows.map(signedHead);
}
