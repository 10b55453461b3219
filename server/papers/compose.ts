import type { AnyOffer, PaperContext } from '#kernel/documents/offer.ts';
import type { Paper } from '#kernel/documents/paper.ts';
import type { FactRow, Row } from '#kernel/lifecycle/table.ts';
import { decodeRow, maskRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { listStatement, oneStatement } from '#kernel/record/query.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { look, planName } from '#kernel/scope/scope.ts';
import type { Labeller, Labels } from '#server/http/records/labels.ts';
import type { Platform } from '#server/platform.ts';

/** What composing a paper stands on. */
export interface PaperParts {
  readonly platform: Platform;
  readonly labels: Labeller;
}

interface Loaded {
  readonly facts: Readonly<Record<string, readonly FactRow[]>>;
  readonly labels: Labels;
}

/** What a paper is also about, read in the reader's own scope: what he may not see stands on no paper of his. */
async function loadFacts(parts: PaperParts, offer: AnyOffer, row: Row<Fields>, actor: Actor): Promise<Loaded> {
  const { database, catalogue } = parts.platform;
  const asked = Object.entries(offer.facts ?? {}).flatMap(([name, ask]) => {
    const facts = ask(row);
    const type = facts === null ? undefined : catalogue.find(facts.type);
    return facts === null || type === undefined ? [] : [{ name, type, facts }];
  });
  if (asked.length === 0) return { facts: {}, labels: {} };
  const statements = asked.map(({ type, facts: { where, states = [], limit } }) => {
    const { id, ...filters } = where;
    if (typeof id === 'string') return oneStatement(type, actor, id);
    const given = Object.entries(filters).flatMap(([key, value]): [string, string][] => (value === null ? [] : [[key, value]]));
    return listStatement(type, actor, { states, filters: Object.fromEntries(given), limit });
  });
  const found = await look(database, actor, statements);
  const rows = asked.map(({ name, type, facts }, index) => {
    const each = (found[index]?.rows ?? []).slice(0, facts.limit).map((raw) => maskRow(type, decodeRow(type, raw)));
    return { name, type, rows: each };
  });
  const labels = await Promise.all(rows.map((each) => parts.labels.ofRows(each.type, each.rows)));
  return { facts: Object.fromEntries(rows.map((each) => [each.name, each.rows])), labels: Object.assign({}, ...labels) };
}

/** Names of attached files, as their reader sees them. */
async function fileNames({ platform }: PaperParts, type: AnyRecordType, row: Row<Fields>, actor: Actor): Promise<Labels> {
  const ids = Object.entries(type.fields).flatMap(([name, field]) => {
    const value = row[name];
    return field.kind === 'files' && Array.isArray(value) ? value.map(String) : [];
  });
  if (ids.length === 0) return {};
  const text = 'select id, name from file where id = any($1::uuid[])';
  const [found] = await look(platform.database, actor, [{ name: planName('paper.files', actor), text, values: [ids] }]);
  return Object.fromEntries((found?.rows ?? []).map(({ id, name }) => [String(id), { zh: String(name), en: String(name) }]));
}

/** The paper that an offer makes of a row which its reader may see. */
export async function composePaper(
  parts: PaperParts,
  type: AnyRecordType,
  offer: AnyOffer,
  row: Row<Fields>,
  actor: Actor,
): Promise<Paper> {
  const masked = maskRow(type, row);
  const [loaded, names, files] = await Promise.all([
    loadFacts(parts, offer, row, actor),
    parts.labels.ofRows(type, [masked]),
    fileNames(parts, type, row, actor),
  ]);
  const labels: Labels = { ...loaded.labels, ...names, ...files };
  const context: PaperContext = {
    name: (code) => (typeof code === 'string' ? (labels[code]?.zh ?? code) : ''),
    facts: loaded.facts,
  };
  return {
    ...offer.compose(masked, context),
    template: `${type.name}.${offer.name}/${offer.version}`,
    origin: `${type.label.zh} ${row.id} 第${row.version}版`,
    mark: offer.mark(row)?.zh ?? null,
  };
}
