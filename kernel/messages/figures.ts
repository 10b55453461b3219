import type { ParameterRow } from '#kernel/parameters/parameters.ts';
import type { Quiet } from './quiet.ts';

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;

/** The parameters of a day as the messenger uses them. */
export interface Figures {
  readonly quiet: Quiet;
  readonly acknowledge_ms: number;
  readonly digest_ms: number;
  readonly fresh_ms: number;
  readonly keep_ms: number;
}

function numberOf({ name, value }: ParameterRow): number {
  if (typeof value !== 'number') throw new Error(`the parameter ${name} is not a number`);
  return value;
}

/** Throws an Error on a parameter that is missing or no number. */
export function figuresOf(parameter: (name: string) => ParameterRow): Figures {
  const hours = parameter('message.quiet-hours').value;
  const [from, to]: readonly unknown[] = Array.isArray(hours) ? hours : [];
  if (typeof from !== 'number' || typeof to !== 'number') throw new Error('the parameter message.quiet-hours is not two hours');
  return {
    quiet: { from, to },
    acknowledge_ms: numberOf(parameter('message.acknowledge-hours')) * hour_ms,
    digest_ms: numberOf(parameter('message.digest-minutes')) * minute_ms,
    fresh_ms: numberOf(parameter('message.fresh-hours')) * hour_ms,
    keep_ms: numberOf(parameter('message.keep-natural-days')) * 24 * hour_ms,
  };
}
