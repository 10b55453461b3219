import type { Database, Sql } from '#kernel/database/sql.ts';
import { resealAuthenticator } from '#kernel/identity/authenticator.ts';
import { openPhone, sealPhone } from '#kernel/identity/phone.ts';
import { resealFact } from '#kernel/ledger/personal.ts';
import { openEmail, sealEmail } from '#kernel/messages/email-address.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { isSealedField, openValue, sealValue } from '#kernel/record/sealed.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { catalogue } from '#modules/catalogue.ts';

const batch = 500;

/** One kind of place where sealed texts lie: a batch that is not yet under the present key, and how a row of it is sealed anew. */
interface Place {
  readonly name: string;
  readonly table: string;
  /** The sealed column. */
  readonly column: string;
  /** The columns that name a row. */
  readonly key: readonly string[];
  reseal(row: Readonly<Record<string, unknown>>): unknown;
}

function placesOf(vault: Vault): readonly Place[] {
  const text = (value: unknown) => String(value);
  const ofRecord = (type: AnyRecordType, name: string): Place => ({
    name: `${type.name}.${name}`,
    table: type.table,
    column: name,
    key: ['id'],
    reseal: (row) => sealValue(vault, type, text(row.id), name, openValue(vault, type, text(row.id), name, row[name])),
  });
  return [
    {
      name: 'person.phone',
      table: 'person',
      column: 'phone',
      key: ['id'],
      reseal: (row) => sealPhone(vault, text(row.id), openPhone(vault, text(row.id), text(row.phone))).phone,
    },
    {
      name: 'message_setting.email',
      table: 'message_setting',
      column: 'email',
      key: ['person'],
      reseal: (row) => sealEmail(vault, text(row.person), openEmail(vault, text(row.person), text(row.email))).email,
    },
    {
      name: 'authenticator.secret',
      table: 'authenticator',
      column: 'secret',
      key: ['person'],
      reseal: (row) => resealAuthenticator(vault, text(row.person), text(row.secret)),
    },
    {
      name: 'ledger_personal.sealed',
      table: 'ledger_personal',
      column: 'sealed',
      key: ['record_type', 'record_id', 'version', 'field'],
      reseal: (row) => {
        const owner = { type: text(row.record_type), id: text(row.record_id), version: Number(row.version) };
        return resealFact(vault, owner, text(row.field), text(row.sealed));
      },
    },
    ...catalogue.flatMap((type) =>
      Object.keys(type.fields).flatMap((name) => (isSealedField(type.fields[name]) ? [ofRecord(type, name)] : [])),
    ),
  ];
}

function staleCondition({ column }: Place): string {
  return `${column} like 'sealed:%' and ${column} not like $1`;
}

async function resealBatch(sql: Sql, place: Place, present: string): Promise<number> {
  const { table, column, key } = place;
  const { rows } = await sql.query(
    `select ${[...key, column].join(', ')} from ${table} where ${staleCondition(place)} order by ${key.join(', ')} limit ${batch} for update`,
    [present],
  );
  const where = key.map((name, index) => `${name} = $${index + 2}`).join(' and ');
  for (const row of rows) {
    await sql.query({
      name: `reseal.${place.name}`,
      text: `update ${table} set ${column} = $1 where ${where}`,
      values: [place.reseal(row), ...key.map((name) => row[name])],
    });
  }
  return rows.length;
}

export interface Resealed {
  readonly done: number;
}

/**
 * Seals everything under the vault's present key that an older one had sealed, in batches that commit by themselves: cut off, it goes on where it was.
 * Runs as the owner. Throws an Error when a text does not open, and leaves it as it is.
 */
export async function resealAll(owner: Database, vault: Vault, onProgress: (done: number, total: number) => void): Promise<Resealed> {
  const places = placesOf(vault);
  const present = `sealed:${vault.version()}:%`;
  let total = 0;
  for (const place of places) {
    const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from ${place.table} where ${staleCondition(place)}`, [
      present,
    ]);
    total += rows[0]?.n ?? 0;
  }
  let done = 0;
  for (const place of places) {
    for (;;) {
      const sealed = await owner.transaction((sql) => resealBatch(sql, place, present));
      if (sealed === 0) break;
      done += sealed;
      onProgress(done, Math.max(done, total));
    }
  }
  return { done };
}
