import { appendFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { rounded, type Spread } from './stats.ts';

export interface Goal {
  /** `most`: the value may not be larger; `least`: not smaller. */
  readonly kind: 'most' | 'least';
  readonly value: number;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: Goal;
  /** What it was measured with, for the line of JSON. */
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Report {
  say(text: string): void;
  figure(figure: Figure): void;
  spread(name: string, spread: Spread, goal_p95_ms?: number, more?: Readonly<Record<string, unknown>>): void;
  /** Whether every goal was met so far. */
  met(): boolean;
}

export function machine(): string {
  const cores = cpus();
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function isMet({ value, goal }: Figure): boolean {
  return goal === undefined || (goal.kind === 'most' ? value <= goal.value : value >= goal.value);
}

/** Prints figures as they come, with the load of the machine beside each, and keeps them as lines of JSON when a file is named. */
export function reportOf(bench: string, json: string | undefined): Report {
  let allMet = true;
  const say = (text: string) => console.log(text);
  say(`# ${bench}: ${new Date().toISOString()}, ${machine()}, load ${load()}`);

  function keep(line: Readonly<Record<string, unknown>>): void {
    if (json === undefined) return;
    appendFileSync(json, `${JSON.stringify({ bench, at: new Date().toISOString(), machine: machine(), load: Number(load()), ...line })}\n`);
  }

  function verdict(figure: Figure): string {
    if (figure.goal === undefined) return '';
    const met = isMet(figure);
    allMet &&= met;
    return `  goal ${figure.goal.kind === 'most' ? '≤' : '≥'} ${figure.goal.value}: ${met ? 'met' : 'MISSED'}`;
  }

  return {
    say,
    figure: (figure) => {
      say(
        `${figure.name.padEnd(52)} ${String(rounded(figure.value)).padStart(9)} ${figure.unit.padEnd(8)} load ${load()}${verdict(figure)}`,
      );
      keep({ ...figure, value: rounded(figure.value), met: isMet(figure) });
    },
    spread: (name, spread, goal_p95_ms, more = {}) => {
      const { n, p50, p95, p99, max } = spread;
      const goal = goal_p95_ms === undefined ? {} : { goal: { kind: 'most' as const, value: goal_p95_ms } };
      const figure: Figure = { name, value: p95, unit: 'ms', ...goal };
      const parts = [p50, p95, p99, max].map((each) => String(rounded(each)).padStart(7)).join(' ');
      say(`${name.padEnd(52)} p50/p95/p99/max ${parts} ms  n=${n} load ${load()}${verdict(figure)}`);
      keep({
        name,
        unit: 'ms',
        n,
        p50: rounded(p50),
        p95: rounded(p95),
        p99: rounded(p99),
        max: rounded(max),
        ...goal,
        met: isMet(figure),
        with: more,
      });
    },
    met: () => allMet,
  };
}
