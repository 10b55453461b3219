import type { Text } from '#kernel/text.ts';
import { criteriaDocuments, criteriaOn, criterionOf } from '#standards/major-hidden-danger-criteria.ts';

const documents = new Map(criteriaDocuments.map((each) => [each.id, each]));

/** Every item of every published document, superseded ones too: a record keeps the item that it was judged by. */
function everyCriterion() {
  const days = criteriaDocuments.flatMap((document) => document.lines.map((line) => ({ day: document.in_force_from, line })));
  return days.flatMap(({ day, line }) => criteriaOn(day, line).value);
}

export const criterionOptions: Readonly<Record<string, Text>> = Object.fromEntries(
  everyCriterion().map((each): [string, Text] => {
    const document = documents.get(each.document);
    const text = `${document?.number ?? ''} ${each.article}：${each.text}`;
    return [each.id, { zh: text, en: text }];
  }),
);

export function criterionInForce(id: string, day: string): boolean {
  const document = documents.get(criterionOf(id)?.document ?? '');
  return document !== undefined && document.in_force_from <= day && (document.superseded_from === null || day < document.superseded_from);
}
