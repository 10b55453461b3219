import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import type { FactRow, Facts, Lookup, Need, Row, Seeker } from '#kernel/lifecycle/table.ts';
import { takeNumber } from '#kernel/numbers/series.ts';
import { columnList, decodeRow, personalNames } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { openRow } from '#kernel/record/sealed.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { Catalogue } from './catalogue.ts';

/** Facts are locked in share mode, in the order of their names: what a rule relied on cannot change before the act is written. */
function lookupStatement(type: AnyRecordType, lookup: Lookup, lock: boolean): Statement {
  const names = Object.keys(lookup.where);
  const conditions = names.map((name, index) =>
    Array.isArray(lookup.where[name]) ? `${name} = any($${index + 1})` : `${name} = $${index + 1}`,
  );
  return {
    name: `fact.${type.table}.${names.map((name) => (Array.isArray(lookup.where[name]) ? `${name}s` : name)).join('.')}.${lookup.limit}.${lock ? 'lock' : 'look'}`,
    text: `select ${columnList(type)} from ${type.table} where ${conditions.join(' and ')} order by id desc limit ${lookup.limit}${lock ? ' for share' : ''}`,
    values: names.map((name) => lookup.where[name]),
  };
}

/**
 * Loads what an action needs to know.
 * @param lock false for a look beforehand (which buttons are greyed), true inside the act.
 * @param vault opens personal values; a look beforehand leaves them sealed.
 */
export async function loadFacts(
  sql: Sql,
  catalogue: Catalogue,
  needs: readonly Need[],
  target: { readonly id: string; readonly row: Row<Fields> | null; readonly input: FactRow; readonly actor: Actor; readonly today: string },
  lock: boolean,
  vault?: Vault,
): Promise<Facts> {
  if (needs.length === 0) return {};
  const seeker = { id: target.id, row: target.row ?? {}, input: target.input, actor: target.actor, today: target.today };
  const ordered = needs.filter((need) => need.series === undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
  const lookups = ordered.map((need) => ({ need, type: catalogue.get(need.type), lookup: need.find(seeker) }));
  const asked = lookups.flatMap(({ need, type, lookup }) => (lookup === null ? [] : [{ need, type, lookup }]));
  const results = await flush(
    sql,
    asked.map(({ type, lookup }) => lookupStatement(type, lookup, lock)),
  );
  const facts: Record<string, FactRow | readonly FactRow[] | null> = Object.fromEntries(
    lookups.map(({ need }) => [need.name, need.many ? [] : null]),
  );
  for (const [index, { need, type }] of asked.entries()) {
    const rows = (results[index]?.rows ?? []).map((raw) => {
      const row = decodeRow(type, raw);
      return vault === undefined ? row : openRow(vault, type, row);
    });
    facts[need.name] = need.many ? rows : (rows[0] ?? null);
  }
  return lock ? { ...facts, ...(await takeNumbers(sql, needs, seeker)) } : facts;
}

/** Numbers come last: their series are what others wait for. */
async function takeNumbers(sql: Sql, needs: readonly Need[], seeker: Seeker): Promise<Facts> {
  const taken: Record<string, FactRow> = {};
  for (const { name, series } of needs) {
    const wanted = series?.(seeker) ?? null;
    const row = wanted === null ? undefined : (await sql.query(takeNumber(wanted))).rows[0];
    if (row !== undefined) taken[name] = row;
  }
  return taken;
}

/** What the ledger entry keeps of the facts: the columns that the need names, never a personal one. */
export function keptFacts(catalogue: Catalogue, needs: readonly Need[], facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    needs.map((need) => {
      const names = need.series === undefined ? ['id', 'version', 'state', ...need.keeps] : need.keeps;
      const personal = need.series === undefined ? personalNames(catalogue.get(need.type)) : [];
      const kept = names.filter((name) => !personal.includes(name));
      const keep = (row: FactRow) => Object.fromEntries(kept.map((name) => [name, row[name] ?? null]));
      const value = facts[need.name];
      return [need.name, value === null || value === undefined ? null : isMany(value) ? value.map(keep) : keep(value)];
    }),
  );
}

function isMany(value: FactRow | readonly FactRow[]): value is readonly FactRow[] {
  return Array.isArray(value);
}
