import type { AnyRecordType } from './types.ts';

export const pageSizes = [20, 50, 100] as const;

/** What a list shows. All of it stands in the address, so that a view can be kept, sent and gone back to. */
export interface ListState {
  readonly states: readonly string[];
  readonly region: string;
  readonly overdue: boolean;
  /** The conditions on the type's own filters, each as the API takes it. */
  readonly filters: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly cursor: string;
}

/** A range of days is two conditions, `found_on_from` and `found_on_to`; everything else is one. */
export function filterNames(type: AnyRecordType): readonly string[] {
  return type.list.filters.flatMap((name) => (type.fields[name]?.kind === 'date' ? [`${name}_from`, `${name}_to`] : [name]));
}

/** Reads the address. What it does not know it leaves out: an old bookmark still opens. */
export function readListState(type: AnyRecordType, search: URLSearchParams): ListState {
  const states = (search.get('state') ?? '').split(',').filter((state) => type.stateNames.includes(state));
  const limit = Number(search.get('limit'));
  return {
    states,
    region: search.get('region') ?? '',
    overdue: search.get('overdue') === 'true',
    filters: Object.fromEntries(
      filterNames(type).flatMap((name) => {
        const value = search.get(name) ?? '';
        return value === '' ? [] : [[name, value]];
      }),
    ),
    limit: pageSizes.find((size) => size === limit) ?? pageSizes[0],
    cursor: search.get('cursor') ?? '',
  };
}

/** The address of a state; the defaults are left out, so that the plain address means the plain list. */
export function writeListState(state: ListState): URLSearchParams {
  const search = new URLSearchParams();
  if (state.states.length > 0) search.set('state', state.states.join(','));
  if (state.region !== '') search.set('region', state.region);
  if (state.overdue) search.set('overdue', 'true');
  for (const [name, value] of Object.entries(state.filters)) if (value !== '') search.set(name, value);
  if (state.limit !== pageSizes[0]) search.set('limit', String(state.limit));
  if (state.cursor !== '') search.set('cursor', state.cursor);
  return search;
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/** What the counts are asked with: every condition but the state, because the tabs show each state's count. */
export function conditionsOf(state: ListState): Query {
  return { ...state.filters, region: state.region, overdue: state.overdue ? 'true' : '' };
}

export function listQueryOf(state: ListState): Query {
  return { ...conditionsOf(state), state: state.states, limit: String(state.limit), cursor: state.cursor };
}

export function isFiltered(state: ListState): boolean {
  return state.states.length > 0 || state.region !== '' || state.overdue || Object.keys(state.filters).length > 0;
}

export const blank: ListState = { states: [], region: '', overdue: false, filters: {}, limit: pageSizes[0], cursor: '' };
