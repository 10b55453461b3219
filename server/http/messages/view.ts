import type { Listed } from '#kernel/messages/inbox.ts';
import { isKind, kindOf } from '#kernel/messages/kinds.ts';
import { itemText, messageText, type Wording } from '#kernel/messages/template.ts';
import { isId } from '#kernel/record/check.ts';
import type { Labeller, Labels } from '../records/labels.ts';

/** A message as it travels: its sentences filled in both languages. */
export function viewMessage(row: Listed, wording: Wording) {
  const { kind, items, count } = row;
  return {
    ...row,
    kind_label: isKind(kind) ? kindOf(kind).label : { zh: kind, en: kind },
    text: messageText(kind, items, count, wording),
    at: row.at.toISOString(),
    latest_at: row.latest_at.toISOString(),
    acknowledge_by: row.acknowledge_by?.toISOString() ?? null,
    acknowledged_at: row.acknowledged_at?.toISOString() ?? null,
    items: items.map((item) => ({
      id: item.id,
      at: item.at.toISOString(),
      text: itemText(kind, item, wording),
      record_type: item.record_type,
      record_id: item.record_id,
    })),
  };
}

/** Names of desks and of people that these messages point at. */
export async function labelsOf(labels: Labeller, rows: readonly Listed[], people: readonly string[]): Promise<Labels> {
  const desks = rows.flatMap((row) => [row.desk, ...(row.sender === null ? [] : [row.sender])]);
  const enterprises = desks.filter(isId);
  const known = await Promise.all([
    enterprises.length === 0 ? {} : labels.ofRecords('enterprise', enterprises),
    labels.ofPeople([...new Set([...rows.flatMap((row) => row.acknowledged_by ?? []), ...people])]),
  ]);
  return Object.assign({}, ...desks.map(labels.organisation), ...known);
}
