import { type Organisation, type OrganisationEdge, successorsOf } from './organisations.ts';
import type { Pack, ReadPackFile } from './pack.ts';
import { parseClauses, parseTasks } from './reform-files.ts';

/** A responsible unit as printed, and who that is today: one organisation a line, or a group of them. */
export interface ProgrammeUnit {
  readonly printed: string;
  readonly organisation: string | null;
  readonly group: string | null;
}

export interface ProgrammeTask {
  readonly number: number;
  readonly text: string;
  /** As `§16`. */
  readonly clause: string;
  readonly system: string;
  readonly units: readonly ProgrammeUnit[];
  /** The end of the year that the annex names; null where the task stands for good. */
  readonly limit_on: string | null;
  readonly due: string;
  readonly note: string | null;
}

export interface Programme {
  readonly title: string;
  readonly document_number: string;
  readonly issued_on: string;
  readonly tasks: readonly ProgrammeTask[];
}

/** The annex speaks of many units in one word; which organisations those are is looked up when they are to report. */
const groups: ReadonlyMap<string, string> = new Map([
  ['各级地方党委', 'party-committees'],
  ['政府', 'governments'],
  ['各级地方政府', 'governments'],
  ['各级行业主管部门', 'line-departments'],
  ['省级行业主管部门', 'provincial-line-departments'],
  ['有关省级行业主管部门', 'provincial-line-departments'],
]);

function unitsOf(printed: string, day: string, known: ReadonlyMap<string, readonly string[]>, edges: readonly OrganisationEdge[]) {
  const group = groups.get(printed);
  if (group !== undefined) return [{ printed, organisation: null, group }];
  const today = new Set((known.get(printed) ?? []).flatMap((code) => successorsOf(code, day, edges)));
  return [...today].map((organisation): ProgrammeUnit => ({ printed, organisation, group: null }));
}

/** The policy's own programme, with its units as they stand on `day` ('YYYY-MM-DD'). A unit that is printed twice, or became one with another, reports once. */
export function programmeOf(pack: Pick<Pack, 'annexUnits' | 'organisationEdges'>, read: ReadPackFile, day: string): Programme {
  const { title, document_number, issued_on, clauses } = parseClauses(read('reform/clauses.json'));
  const { systems, tasks } = parseTasks(read('reform/tasks.json'));
  const chapterOf = new Map(clauses.map((each) => [each.number, each.chapter]));
  const systemOf = new Map(systems.map((each) => [each.chapter, each.code]));
  return {
    title: title.replaceAll(' ', ''),
    document_number,
    issued_on,
    tasks: tasks.map((task) => {
      const system = systemOf.get(chapterOf.get(task.clause) ?? 0);
      if (system === undefined)
        throw new RangeError(`reform/tasks.json: task ${task.number} names clause ${task.clause}, which is in no system`);
      const units = task.units.flatMap((printed) => unitsOf(printed, day, pack.annexUnits, pack.organisationEdges));
      return {
        number: task.number,
        text: task.text,
        clause: `§${task.clause}`,
        system,
        units: units.filter((unit, index) => units.findIndex((other) => same(unit, other)) === index),
        limit_on: task.year === null ? null : `${task.year}-12-31`,
        due: task.due,
        note: task.note ?? null,
      };
    }),
  };
}

function same(one: ProgrammeUnit, other: ProgrammeUnit): boolean {
  return one.organisation === other.organisation && one.group === other.group;
}

/** Kinds and levels of the organisations that a group of the annex stands for, as they are called on `day`. */
export function groupKindsOf(
  codes: readonly string[],
  day: string,
  organisations: readonly Organisation[],
  edges: readonly OrganisationEdge[],
): ReadonlySet<string> {
  const kinds = new Map(organisations.map((each) => [each.code, each.kind]));
  return new Set(codes.flatMap((code) => successorsOf(code, day, edges)).flatMap((code) => kinds.get(code) ?? []));
}
