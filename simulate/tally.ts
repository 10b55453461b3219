/** Acts of one verb: how many were taken, and how many were refused by which code. */
export interface VerbCount {
  accepted: number;
  refused: number;
  readonly codes: Record<string, number>;
}

/** What happened, counted. */
export interface Tally {
  readonly verbs: Record<string, VerbCount>;
  /** Refused although the agent meant well: the agent knew less than the platform, or one of them is wrong. */
  readonly unforeseen: Record<string, number>;
  /** Taken although the agent meant it to be refused: always a fault. */
  readonly slipped: string[];
  /** Answered a second time with the first outcome. */
  repeated: number;
  /** Refusals looked at before and after, and those that changed something. */
  inspected: number;
  readonly changed: string[];
}

export function emptyTally(): Tally {
  return { verbs: {}, unforeseen: {}, slipped: [], repeated: 0, inspected: 0, changed: [] };
}

function countOf(tally: Tally, verb: string): VerbCount {
  const known = tally.verbs[verb];
  if (known !== undefined) return known;
  const fresh: VerbCount = { accepted: 0, refused: 0, codes: {} };
  tally.verbs[verb] = fresh;
  return fresh;
}

export function countAccepted(tally: Tally, verb: string): void {
  countOf(tally, verb).accepted += 1;
}

export function countRefused(tally: Tally, verb: string, code: string): void {
  const count = countOf(tally, verb);
  count.refused += 1;
  count.codes[code] = (count.codes[code] ?? 0) + 1;
}

export function addTally(sum: Tally, part: Tally): void {
  for (const [verb, { accepted, refused, codes }] of Object.entries(part.verbs)) {
    const count = countOf(sum, verb);
    count.accepted += accepted;
    count.refused += refused;
    for (const [code, n] of Object.entries(codes)) count.codes[code] = (count.codes[code] ?? 0) + n;
  }
  for (const [key, n] of Object.entries(part.unforeseen)) sum.unforeseen[key] = (sum.unforeseen[key] ?? 0) + n;
  sum.slipped.push(...part.slipped);
  sum.changed.push(...part.changed);
  sum.repeated += part.repeated;
  sum.inspected += part.inspected;
}

export function totals(tally: Tally): { readonly accepted: number; readonly refused: number } {
  const all = Object.values(tally.verbs);
  return { accepted: all.reduce((sum, each) => sum + each.accepted, 0), refused: all.reduce((sum, each) => sum + each.refused, 0) };
}
