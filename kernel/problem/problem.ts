import type { Text } from '#kernel/text.ts';
import { type ProblemCode, problems } from './registry.ts';

/** One thing that is wrong, at the field it concerns where there is one. */
export interface Detail {
  readonly code: string;
  readonly text: Text;
  readonly field?: string;
  /** The article the refusal stands on. */
  readonly source?: string;
}

export interface ProblemBody {
  readonly code: ProblemCode;
  readonly status: number;
  readonly text: Text;
  readonly details: readonly Detail[];
  /** The request's trace id, so that a person on the phone can name what happened. */
  readonly trace?: string;
}

/** The only error that reaches a user. Everything else is logged and answered as `internal`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: readonly Detail[];

  constructor(code: ProblemCode, details: readonly Detail[] = []) {
    super(`${code}${details.length > 0 ? `: ${details.map((each) => each.text.en).join('; ')}` : ''}`);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return problems[this.code].status;
  }

  body(trace?: string): ProblemBody {
    const { status, text } = problems[this.code];
    return { code: this.code, status, text, details: this.details, ...(trace === undefined ? {} : { trace }) };
  }
}
