import data from './data/gbt4754-2017.json' with { type: 'json' };

/** 1 section (门类, a letter), 2 division (大类), 3 group (中类), 4 class (小类). */
export type IndustryLevel = 1 | 2 | 3 | 4;

export interface Industry {
  readonly code: string;
  readonly level: IndustryLevel;
  /** The letter of the section it lies in. */
  readonly section: string;
  readonly name: string;
}

function levelOf(code: string): IndustryLevel {
  if (/^[A-T]$/.test(code)) return 1;
  if (/^\d{2}$/.test(code)) return 2;
  if (/^\d{3}$/.test(code)) return 3;
  if (/^\d{4}$/.test(code)) return 4;
  throw new Error(`no industry code: ${code}`);
}

function read(lines: readonly string[]): ReadonlyMap<string, Industry> {
  const all = new Map<string, Industry>();
  let section = '';
  for (const line of lines) {
    const space = line.indexOf(' ');
    const code = line.slice(0, space);
    const name = line.slice(space + 1);
    const level = levelOf(code);
    if (level === 1) section = code;
    // The standard prints a group of one class on the class's own line, with the class's name.
    const group = code.slice(0, 3);
    if (level === 4 && !all.has(group)) all.set(group, { code: group, level: 3, section, name });
    all.set(code, { code, level, section, name });
  }
  return all;
}

const industries = read(data.lines);

/** The industry of a code of any level ('C', '26', '261', '2611'), or undefined when the standard has none. */
export function industryOf(code: string): Industry | undefined {
  return industries.get(code);
}

/** The section, division and group above a code, outermost first; empty for a section and for an unknown code. */
export function industryParents(code: string): readonly Industry[] {
  const industry = industries.get(code);
  if (industry === undefined || industry.level === 1) return [];
  const above = [industry.section, ...[2, 3].filter((length) => length < code.length).map((length) => code.slice(0, length))];
  return above.flatMap((each) => industries.get(each) ?? []);
}

/** Everything whose code begins with `prefix`, in the standard's order, at most `limit`; a section's letter gives what lies in it. */
export function industriesUnder(prefix: string, limit = Number.POSITIVE_INFINITY): readonly Industry[] {
  const found: Industry[] = [];
  for (const industry of industries.values()) {
    if (found.length >= limit) break;
    if (industry.code.startsWith(prefix) || industry.section === prefix) found.push(industry);
  }
  return found;
}

/** Industries whose code begins with `text`, or whose name contains it, in the standard's order, at most `limit`. */
export function searchIndustries(text: string, limit = 20): readonly Industry[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const found: Industry[] = [];
  for (const industry of industries.values()) {
    if (found.length >= limit) break;
    if (industry.code.startsWith(wanted) || industry.name.includes(wanted)) found.push(industry);
  }
  return found;
}
