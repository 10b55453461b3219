import data from './data/major-hidden-danger.json' with { type: 'json' };
import type { Day } from './day.ts';
import type { Because, Explained } from './explained.ts';

export interface CriteriaDocument {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  /** The lines of industry it governs. */
  readonly lines: readonly string[];
  readonly in_force_from: Day;
  /** The first day on which it is in force no more. */
  readonly superseded_from: Day | null;
  readonly superseded_by: string | null;
  /** False while items of the published text are not entered here. */
  readonly complete: boolean;
  /** What was compared with the published text and what was not. */
  readonly note: string;
}

export interface Criterion {
  /** Stable: `hazchem-2017-03`. A record that names it keeps its meaning when the document is superseded. */
  readonly id: string;
  readonly document: string;
  readonly article: string;
  /** The heading it stands under, where the document has any. */
  readonly group: string | null;
  readonly text: string;
  /** `unverified` (待核): the wording was not compared with the published text. */
  readonly status: 'confirmed' | 'unverified';
}

function statusOf(status: string): Criterion['status'] {
  if (status !== 'confirmed' && status !== 'unverified') throw new Error(`no status of a criterion: ${status}`);
  return status;
}

/** Every document, those superseded included. */
export const criteriaDocuments: readonly CriteriaDocument[] = data.documents.map(({ items: _, ...document }) => document);

const criteria: readonly Criterion[] = data.documents.flatMap((document) =>
  document.items.map((item) => ({
    id: item.id,
    document: document.id,
    article: item.article,
    group: 'group' in item ? item.group : null,
    text: item.text,
    status: statusOf(item.status),
  })),
);

const byId = new Map(criteria.map((each) => [each.id, each]));
const byDocument = new Map<string, Criterion[]>();
for (const each of criteria) byDocument.set(each.document, [...(byDocument.get(each.document) ?? []), each]);

/** The criterion of an id, in force or not, or undefined. */
export function criterionOf(id: string): Criterion | undefined {
  return byId.get(id);
}

/** The documents in force on `day` for a line of industry; none where no criteria are entered for the line. */
export function criteriaDocumentsOn(day: Day, line: string): readonly CriteriaDocument[] {
  return criteriaDocuments.filter(
    (each) => each.lines.includes(line) && each.in_force_from <= day && (each.superseded_from === null || day < each.superseded_from),
  );
}

function cite(document: CriteriaDocument): string {
  return `${document.number}《${document.title}》`;
}

function inForce(document: CriteriaDocument): Because {
  const until =
    document.superseded_from === null
      ? { zh: '', en: '' }
      : { zh: `，至 ${document.superseded_from} 止`, en: ` until ${document.superseded_from}` };
  return {
    rule: 'criteria.in-force',
    text: {
      zh: `${cite(document)}自 ${document.in_force_from} 起施行${until.zh}`,
      en: `${document.number} is in force from ${document.in_force_from}${until.en}`,
    },
    inputs: { document: document.id },
    source: cite(document),
    status: document.complete ? 'confirmed' : 'unverified',
  };
}

function incomplete(document: CriteriaDocument): Because {
  const text = { zh: `${cite(document)}：${document.note}`, en: `not all items of ${document.number} are entered here` };
  return { rule: 'criteria.incomplete', text, source: cite(document), status: 'unverified' };
}

/**
 * The criteria in force on `day` for a line of industry. Empty where the law has none, and where the text in force is not
 * entered yet: `because` says which. A list never decides alone: whether a danger is major is a person's word.
 */
export function criteriaOn(day: Day, line: string): Explained<readonly Criterion[]> {
  const documents = criteriaDocumentsOn(day, line);
  if (documents.length === 0) {
    const text = {
      zh: `${day} 该行业没有已录入的重大事故隐患判定标准`,
      en: `no criteria of major hidden dangers are entered for this line on ${day}`,
    };
    return { value: [], because: [{ rule: 'criteria.none', text, inputs: { day, line } }] };
  }
  const value = documents.flatMap((each) => byDocument.get(each.id) ?? []);
  return { value, because: documents.flatMap((each) => (each.complete ? [inForce(each)] : [inForce(each), incomplete(each)])) };
}

/**
 * While the text in force has no item entered: the items of the document it replaced, all `unverified`, to look at and never
 * to cite. Empty as soon as items in force exist.
 */
export function criteriaForReference(day: Day, line: string): Explained<readonly Criterion[]> {
  const bare = criteriaDocumentsOn(day, line).filter((each) => !byDocument.has(each.id));
  const replaced = criteriaDocuments.filter((each) => bare.some((document) => document.id === each.superseded_by));
  const value = replaced.flatMap((each) => byDocument.get(each.id) ?? []).map((each): Criterion => ({ ...each, status: 'unverified' }));
  const because = replaced.map((each): Because => {
    const text = {
      zh: `${cite(each)}自 ${each.superseded_from} 起已被代替，条目仅供参照，不作依据`,
      en: `${each.number} was replaced from ${each.superseded_from}: its items are for reference only`,
    };
    return { rule: 'criteria.reference', text, inputs: { document: each.id }, source: cite(each), status: 'unverified' };
  });
  return { value, because };
}
