import type { Directory } from '#kernel/exchange/cells.ts';
import type { ExchangeParts } from '#kernel/exchange/job.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import type { Platform } from './platform.ts';
import type { Reference, Region } from './reference.ts';

/** Spaces and strokes between the parts of a name are a matter of taste. */
function joined(name: string): string {
  return name.replace(/[\s/\-·、]/g, '');
}

/** What each name stands for: null when it is several things'. */
class Names {
  readonly #codes = new Map<string, string | null>();

  add(name: string, code: string): void {
    const known = this.#codes.get(name);
    this.#codes.set(name, known === undefined || known === code ? code : null);
  }

  find(name: string): string | null {
    return this.#codes.get(joined(name)) ?? null;
  }
}

/** A region answers to its own name, and to it with those of what it lies in before it: as much as makes it the only one. */
function addRegions(names: Names, reference: Reference, regions: readonly Region[], above: readonly string[]): void {
  for (const { code, path, name } of regions) {
    const chain = [...above, joined(name.zh)];
    for (let from = 0; from < chain.length; from += 1) names.add(chain.slice(from).join(''), path);
    addRegions(names, reference, reference.regionsIn(code), chain);
  }
}

function directoryOf(reference: Reference): Directory {
  const regions = new Names();
  addRegions(regions, reference, reference.regionsIn(null), []);
  const organisations = new Names();
  for (const code of reference.organisationCodes()) {
    const name = reference.organisationName(code);
    if (name !== undefined && reference.register.organisation(code) !== undefined) organisations.add(joined(name.zh), code);
  }
  return {
    region: (text) => {
      const code = codeOf(text);
      const known = reference.region(code);
      if (known !== undefined && (text === code || text === known.path)) return known.path;
      return regions.find(text);
    },
    organisation: (text) => (reference.organisationName(text) === undefined ? organisations.find(text) : text),
  };
}

/** Imports over a platform. */
export function exchangeOf(platform: Platform): ExchangeParts {
  const { database, catalogue, executor, clock, random, reference } = platform;
  return { database, catalogue, executor, clock, random, directory: () => directoryOf(reference) };
}
