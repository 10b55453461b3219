import { type Static, Type } from 'typebox';
import { parseFile } from './pack-file.ts';

const text = Type.String({ minLength: 1 });

/** Where the scan and what stands here differ: every place is listed, so that nothing is changed in silence. */
const mending = Type.Object({ where: text, scan: text, mended: text, why: text });

/** `reform/clauses.json`: the body of the policy, which is public. */
export const clausesFile = Type.Object({
  notice: text,
  document_number: text,
  title: text,
  issued_on: text,
  disclosure: text,
  head: Type.Array(text),
  tail: Type.Array(text),
  chapters: Type.Array(Type.Object({ number: Type.Integer(), title: text })),
  clauses: Type.Array(Type.Object({ number: Type.Integer(), chapter: Type.Integer(), title: text, paragraphs: Type.Array(text) })),
  /** What is printed and does not agree with another place; the print is kept. */
  conflicts: Type.Array(Type.Object({ where: text, note: text })),
  mendings: Type.Array(mending),
});
export type ClausesFile = Static<typeof clausesFile>;

/** `reform/tasks.json`: the annex, which is not public. */
export const tasksFile = Type.Object({
  notice: text,
  programme: text,
  systems: Type.Array(Type.Object({ chapter: Type.Integer(), code: text, zh: text, en: text })),
  tasks: Type.Array(
    Type.Object({
      number: Type.Integer(),
      clause: Type.Integer(),
      text,
      /** As printed, repetitions too. */
      units: Type.Array(text),
      due: text,
      /** The year of `due`; null where a task stands for good. */
      year: Type.Union([Type.Integer(), Type.Null()]),
      /** The heading of the group in the scan, whose order is lost: kept, and not relied on. */
      scan_heading: text,
      note: Type.Optional(text),
    }),
  ),
  mendings: Type.Array(mending),
});
export type TasksFile = Static<typeof tasksFile>;

/** Throws a RangeError that names the first place where the file differs. */
export function parseClauses(json: unknown): ClausesFile {
  return parseFile(clausesFile, json, 'reform/clauses.json');
}
export function parseTasks(json: unknown): TasksFile {
  return parseFile(tasksFile, json, 'reform/tasks.json');
}
