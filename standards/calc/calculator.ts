import type { Calendar } from '#standards/calendar.ts';
import type { Because, Detail, Explained, Text } from '#standards/explained.ts';
import type { InputField, InputReader } from './input.ts';

/** What a calculator may need beside its input; who runs it brings it. */
export interface CalcContext {
  /** Calendars by code; the first is the one counted by when none is named. */
  readonly calendars: ReadonlyMap<string, Calendar>;
}

export type CalcAnswer =
  | { readonly ok: true; readonly value: unknown; readonly because: readonly Because[] }
  | {
      readonly ok: false;
      readonly problem: { readonly code: 'bad-request' | 'invalid' | 'internal'; readonly details: readonly Detail[] };
    };

export interface Calculator {
  readonly name: string;
  readonly summary: Text;
  readonly input: readonly InputField[];
  /** Inputs to try, as lines of JSON. */
  readonly examples: readonly string[];
  /** Pure. An input of the wrong shape is `ok: false`; a wrong code in the right shape is an answer. */
  run(input: unknown, context: CalcContext): CalcAnswer;
}

export function answered({ value, because }: Explained<unknown>): CalcAnswer {
  return { ok: true, value, because };
}

export function refused(details: readonly Detail[]): CalcAnswer {
  return { ok: false, problem: { code: 'invalid', details } };
}

/** Answers with `compute`, or with everything that the reader found wrong. */
export function answerOf(reader: InputReader, compute: () => Explained<unknown>): CalcAnswer {
  return reader.details.length > 0 ? refused(reader.details) : answered(compute());
}
