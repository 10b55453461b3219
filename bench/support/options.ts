import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolder } from '#server/runtime/node-file.ts';

export interface BenchOptions {
  /** Rows of the data set; each size is a database of its own and is kept. */
  readonly rows: number;
  /** How long a rate is held, seconds. */
  readonly seconds: number;
  /** Rounds of what is done in rounds. */
  readonly rounds: number;
  /** Requests or acts in flight at a time. */
  readonly lanes: number;
  /** The kept folder: cluster, keys. */
  readonly data: string;
  /** File that each figure is appended to as one line of JSON. */
  readonly json: string | undefined;
  /** Write a CPU profile of each process into `.cache/prof`. */
  readonly profile: boolean;
  /** Leave out what disturbs the whole machine: dropping the caches of the operating system. */
  readonly gentle: boolean;
}

const million = 1_000_000;

function whole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} takes a whole number from 1`);
  return value;
}

/** The flags that all benches share; `defaults` are this bench's own. */
export function benchOptions(defaults: Partial<Pick<BenchOptions, 'rows' | 'seconds' | 'rounds' | 'lanes'>> = {}): BenchOptions {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      lanes: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'string' },
      'cpu-prof': { type: 'boolean' },
      gentle: { type: 'boolean' },
    },
  });
  const folder = values.data ?? process.env.ANWANG_BENCH_DATA ?? join(dataFolder(undefined), 'bench');
  return {
    rows: whole('rows', values.rows, defaults.rows ?? 10 * million),
    seconds: whole('seconds', values.seconds, defaults.seconds ?? 30),
    rounds: whole('rounds', values.rounds, defaults.rounds ?? 5),
    lanes: whole('lanes', values.lanes, defaults.lanes ?? 8),
    data: isAbsolute(folder) ? folder : resolve(folder),
    json: values.json,
    profile: values['cpu-prof'] === true,
    gentle: values.gentle === true,
  };
}
