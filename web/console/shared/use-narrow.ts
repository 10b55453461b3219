import { useSyncExternalStore } from 'react';

const queries = new Map<number, MediaQueryList>();

function listFor(width: number): MediaQueryList {
  const known = queries.get(width);
  if (known !== undefined) return known;
  const list = globalThis.matchMedia(`(width < ${width}px)`);
  queries.set(width, list);
  return list;
}

/** Whether the window is narrower than `width` CSS pixels: 768 is where tables become cards, 992 where the menu becomes a drawer. */
export function useNarrow(width = 768): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = listFor(width);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => listFor(width).matches,
  );
}
