import type { Statement } from '#kernel/database/sql.ts';
import type { Facts, Need, Seeker } from '#kernel/lifecycle/table.ts';

/**
 * The next number of a series, taken when the act is taken and not a moment earlier: papers that are never issued have none, and an act that is
 * refused gives its number back, so that there is no gap.
 * @param series which series the act takes from, as `220102-commission/notice/2026`; null when it takes none.
 */
export function nextNumber(name: string, series: (seeker: Seeker) => string | null) {
  const need: Need = { name, type: 'number-series', many: false, keeps: ['series', 'number'], find: () => null, series };
  return {
    need,
    /** The number; undefined where none was taken, as before the act. */
    of: (context: { readonly facts: Facts }): number | undefined => {
      const fact = context.facts[name];
      const number = fact !== undefined && fact !== null && 'number' in fact ? fact.number : undefined;
      return typeof number === 'number' ? number : undefined;
    },
  };
}

/** Takes the next number; answers one row with `series` and `number`. The series stays locked until the transaction ends. */
export function takeNumber(series: string): Statement {
  return {
    name: 'number.take',
    text: `insert into number_series as s (series, last) values ($1, 1) on conflict (series) do update set last = s.last + 1
      returning series, last as number`,
    values: [series],
  };
}
