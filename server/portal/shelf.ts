import { LRUCache } from 'lru-cache';
import { type Bound, bind } from './bound.ts';
import type { Changes } from './changes.ts';
import type { Page } from './page.ts';

const most_bytes = 48 * 2 ** 20;
/** The most that a page may lag behind in what no change is told of: counts, tree heads, the day. The pages say so. */
export const lag_ms = 60_000;

/** Rendered pages by address, within bounds of memory and time; a page leaves with the first change of what it shows. */
export interface Shelf {
  peek(key: string): Bound | undefined;
  /** Renders a page once for all who ask for it at the same time, and keeps it unless something changed meanwhile. */
  render(key: string, make: () => Promise<Page>): Promise<Bound>;
  /** Takes away what shows one of these; null takes away everything. */
  drop(ids: ReadonlySet<string> | null): void;
}

export function shelfOf(changes: () => Changes, monotonic: () => number): Shelf {
  const cache = new LRUCache<string, Bound>({
    maxSize: most_bytes,
    // Twice: the compressed forms come to less than the page itself.
    sizeCalculation: (page) => 2 * page.body.length + 1_000,
    ttl: lag_ms,
    ttlResolution: 0,
    perf: { now: monotonic },
  });
  const underway = new Map<string, Promise<Bound>>();

  async function make(key: string, work: () => Promise<Page>): Promise<Bound> {
    const before = changes().version();
    const page = bind(await work());
    if (page.status === 200 && changes().version() === before) cache.set(key, page);
    return page;
  }

  return {
    peek: (key) => cache.get(key),
    render: (key, work) => {
      const running = underway.get(key);
      if (running !== undefined) return running;
      const started = make(key, work).finally(() => underway.delete(key));
      underway.set(key, started);
      return started;
    },
    drop: (ids) => {
      if (ids === null) return cache.clear();
      for (const [key, page] of [...cache.entries()]) if (page.shows.some((id) => ids.has(id))) cache.delete(key);
    },
  };
}
