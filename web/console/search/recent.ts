/** What a person looked for last on this machine, newest first. Of each person apart: several may sit at one desk. */
const most = 8;

function keyOf(person: string): string {
  return `anwang.search.${person}`;
}

export function recentSearches(person: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

/** A full or forbidden storage only means that nothing is remembered. */
export function rememberSearch(person: string, q: string): void {
  try {
    const others = recentSearches(person).filter((each) => each !== q);
    localStorage.setItem(keyOf(person), JSON.stringify([q, ...others].slice(0, most)));
  } catch {
    // As said above.
  }
}

export function forgetSearches(person: string): void {
  localStorage.removeItem(keyOf(person));
}
