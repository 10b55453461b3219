/** What a checker found. It names at most a few of what is wrong and counts all. */
export interface Checked {
  readonly name: string;
  readonly ok: boolean;
  /** How many things were looked at: a check that saw nothing proves nothing. */
  readonly looked: number;
  readonly found: number;
  readonly findings: readonly string[];
}

const named = 20;

export function checked(name: string, looked: number, findings: readonly string[]): Checked {
  return { name, ok: findings.length === 0, looked, found: findings.length, findings: findings.slice(0, named) };
}
