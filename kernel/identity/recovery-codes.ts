import type { Random } from '#kernel/clock/random.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { hashPassword, oneTimePassword, verifyPassword } from './password.ts';

const many = 10;

function lookupOf(code: string): string {
  return code.slice(0, 4);
}

/** As it was shown, however it was typed: without case, with any separator. */
function normaliseCode(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .match(/.{1,4}/g) ?? []
  ).join('-');
}

export interface NewCodes {
  readonly codes: readonly string[];
  readonly hashes: readonly string[];
}

/** Ten codes of about 79 bits each, with different beginnings, and their argon2id hashes. Takes a third of a second: not inside a transaction. */
export async function makeRecoveryCodes(random: Random): Promise<NewCodes> {
  const byLookup = new Map<string, string>();
  while (byLookup.size < many) {
    const code = oneTimePassword(random);
    byLookup.set(lookupOf(code), code);
  }
  const codes = [...byLookup.values()];
  return { codes, hashes: await Promise.all(codes.map(hashPassword)) };
}

/** In place of all former ones. Runs under the identity role. */
export async function storeRecoveryCodes(sql: Sql, person: string, { codes, hashes }: NewCodes): Promise<void> {
  await sql.query('delete from recovery_code where person = $1', [person]);
  await sql.query(
    'insert into recovery_code (person, lookup, hash) select $1, lookup, hash from unnest($2::text[], $3::text[]) as code (lookup, hash)',
    [person, codes.map(lookupOf), hashes],
  );
}

/** Whether a code is one of the person's and unused; it is used up by that. Runs under the identity role. */
export async function takeRecoveryCode(sql: Sql, person: string, typed: string, at: Date): Promise<boolean> {
  const code = normaliseCode(typed);
  const found = await sql.query<{ hash: string }>(
    'select hash from recovery_code where person = $1 and lookup = $2 and used_at is null for update',
    [person, lookupOf(code)],
  );
  const row = found.rows[0];
  if (row === undefined || !(await verifyPassword(row.hash, code))) return false;
  await sql.query('update recovery_code set used_at = $1 where person = $2 and lookup = $3', [at, person, lookupOf(code)]);
  return true;
}
