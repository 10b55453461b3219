import type { Fields } from '#kernel/record/field.ts';
import type { Facts, Lookup, Need, Row, Seeker } from './table.ts';

interface Target<F extends Fields> {
  readonly name: string;
  readonly fields: F;
}

type Keeps<F extends Fields> = readonly (keyof Row<F> & string)[];

/** One record: by its id, or the newest that matches. `needOne('enterprise', enterprise, ['name'], (seeker) => seeker.input.enterprise)`. */
export function needOne<F extends Fields>(name: string, target: Target<F>, keeps: Keeps<F>, seek: (seeker: Seeker) => unknown) {
  const need: Need = {
    name,
    type: target.name,
    many: false,
    keeps,
    find: (seeker) => {
      const sought = seek(seeker);
      if (typeof sought === 'string') return { where: { id: sought }, limit: 1 };
      // Whatever is no id is the conditions of a lookup, or nothing to look for.
      return typeof sought === 'object' && sought !== null ? { where: sought as Lookup['where'], limit: 1 } : null;
    },
  };
  return {
    need,
    /** The fact as a typed row; null when there is none, undefined when it is not known here. */
    of: (context: { readonly facts: Facts }): Row<F> | null | undefined =>
      // The executor loads a need's rows from the table of its target, whose columns are Row<F>.
      context.facts[name] as Row<F> | null | undefined,
  };
}

/** All records that match, up to `limit`. */
export function needMany<F extends Fields>(name: string, target: Target<F>, keeps: Keeps<F>, find: (seeker: Seeker) => Lookup | null) {
  const need: Need = { name, type: target.name, many: true, keeps, find };
  return {
    need,
    of: (context: { readonly facts: Facts }): readonly Row<F>[] | undefined =>
      // As above: the rows come from the table of the target.
      context.facts[name] as readonly Row<F>[] | undefined,
  };
}
