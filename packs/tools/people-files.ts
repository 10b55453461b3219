import { type Static, Type } from 'typebox';
import { parseFile } from './pack-file.ts';

const text = Type.String({ minLength: 1 });

/** `people/tables.json`. */
export const peopleTables = Type.Object({
  notice: text,
  valid_from: text,
  /** Kinds of organisation whose people see one line only, one person a line. */
  departments: Type.Array(Type.Tuple([text, Type.Array(text)])),
  /** A systematic log-in name and the short one that takes its place. */
  aliases: Type.Record(Type.String(), text),
  /** The documented log-ins: name, and who that is in two languages. */
  logins: Type.Array(Type.Tuple([text, text, text])),
});
export type PeopleTables = Static<typeof peopleTables>;

/** Throws a RangeError that names the first place where the file differs. */
export function parsePeopleTables(json: unknown): PeopleTables {
  return parseFile(peopleTables, json, 'people/tables.json');
}
