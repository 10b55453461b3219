import type { Database } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import { compareRows, type RowColumn, type RowDefinition } from '#kernel/ledger/compare-rows.ts';
import type { Finding } from '#kernel/ledger/findings.ts';
import type { PublicKey } from '#kernel/ledger/signature.ts';
import { verifyLedger } from '#kernel/ledger/verify.ts';
import { ownColumns } from '#kernel/record/column.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { isSealedField, openValue } from '#kernel/record/sealed.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { type Checked, checked } from './check.ts';

/** The system columns that entries set: all but the id, the version, the moment of change and the generated ones. */
const setByEntries = ['state', 'region', 'line', 'subject', 'agency', 'desk', 'due_at', 'rung', 'opened_at'];

/** A record's row, as its entries set it. */
export function rowDefinitionOf(type: AnyRecordType, vault: Vault): RowDefinition {
  const names = [...setByEntries, ...ownColumns(type).map((each) => each.name)];
  return { recordType: type.name, table: type.table, columns: names.map((name) => columnOf(type, vault, name)) };
}

function columnOf(type: AnyRecordType, vault: Vault, name: string): RowColumn {
  const column = { column: name, field: name };
  if (!isSealedField(type.fields[name])) return column;
  // A text that does not open is a difference: nothing that an act wrote.
  const open = (value: unknown, id: string): string | null => {
    try {
      return value === null ? null : String(openValue(vault, type, id, name, value));
    } catch {
      return 'sealed otherwise';
    }
  };
  return { ...column, toJson: open };
}

function textOf({ kind, record_type, record_id, version, detail }: Finding): string {
  return `${kind} ${record_type ?? ''} ${record_id ?? ''} ${version ?? ''}: ${detail.en}`;
}

/** The ledger verifies, and nothing of it waits to be sealed. */
export async function checkLedger(database: Database, keys: ReadonlyMap<string, PublicKey>, vault: Vault): Promise<Checked> {
  const result = await verifyLedger(database, { keys, vault, limit: 20 });
  const waiting = result.pending > 0 ? [`${result.pending} entries are not sealed`] : [];
  return checked('ledger', result.entries, [...result.findings.map(textOf), ...waiting]);
}

/** Every row is the fold of its entries. */
export async function checkRows(database: Database, catalogue: Catalogue, vault: Vault): Promise<Checked> {
  const definitions = catalogue.all.map((type) => rowDefinitionOf(type, vault));
  const result = await compareRows(database, definitions, { vault, limit: 20 });
  return checked('rows', result.records, result.findings.map(textOf));
}
