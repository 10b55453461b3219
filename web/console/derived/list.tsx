import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { Acted, Count, Page } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { formatNumber } from '../shared/format.ts';
import { LoadFailure, Loading } from '../shared/loading.tsx';
import { PageHead } from '../shared/page-head.tsx';
import { ActDrawer } from './act-drawer.tsx';
import { Filters } from './filters.tsx';
import { ListBody } from './list-body.tsx';
import { Pager, StateTabs, Toolbar } from './list-parts.tsx';
import { blank, isFiltered, type ListState, readListState, writeListState } from './list-state.ts';
import { countQuery, pageQuery } from './queries.ts';
import type { AnyAction, AnyRecordType } from './types.ts';
import './derived.css';

/** The cursors of the pages before this one, kept with the history entry so that the browser's own way back works too. */
function trailOf(state: unknown): readonly string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail)) return [];
  return state.trail.map(String);
}

function useListState(type: AnyRecordType) {
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const trail = trailOf(location.state);
  const state = readListState(type, search);
  const go = (next: ListState, cursors: readonly string[] = []) => setSearch(writeListState(next), { state: { trail: cursors } });
  return {
    state,
    page: trail.length + 1,
    go,
    next: (cursor: string) => go({ ...state, cursor }, [...trail, state.cursor]),
    previous: () => go({ ...state, cursor: trail.at(-1) ?? '' }, trail.slice(0, -1)),
  };
}

/** How many there are under the present conditions, the chosen states included. */
function totalOf(count: Count | undefined, state: ListState): { readonly n: number; readonly capped: boolean } | null {
  if (count === undefined) return null;
  if (state.states.length === 0) return { n: count.total, capped: count.capped };
  return { n: state.states.reduce((sum, name) => sum + (count.states[name] ?? 0), 0), capped: count.capped };
}

interface PanelProps {
  readonly type: AnyRecordType;
  readonly view: ReturnType<typeof useListState>;
  readonly list: UseQueryResult<Page>;
  readonly count: Count | undefined;
}

/** Tabs, rows and pages. */
function ListPanel({ type, view, list, count }: PanelProps) {
  const { t, say, language } = useWords();
  const { state, page, go, next, previous } = view;
  const total = totalOf(count, state);
  const totalText =
    total === null ? '' : t(total.capped ? 'record.totalCapped' : 'record.total', { total: formatNumber(total.n, language) });
  return (
    <section className="panel list-panel" aria-label={say(type.label)}>
      <StateTabs type={type} state={state} count={count} />
      {list.error !== null && list.data === undefined && <LoadFailure error={list.error} retry={() => void list.refetch()} />}
      {list.data === undefined ? (
        list.error === null && <Loading rows={10} />
      ) : (
        <>
          <ListBody
            type={type}
            page={list.data}
            busy={list.isPlaceholderData}
            filtered={isFiltered(state)}
            onClear={() => go({ ...blank, limit: state.limit })}
          />
          {(list.data.items.length > 0 || page > 1) && (
            <Pager
              state={state}
              page={page}
              total={totalText}
              hasNext={list.data.next !== null}
              busy={list.isPlaceholderData}
              onPrevious={previous}
              onNext={() => list.data.next !== null && next(list.data.next)}
              onSize={(limit) => go({ ...state, limit, cursor: '' })}
            />
          )}
        </>
      )}
    </section>
  );
}

interface Open {
  readonly name: string;
  readonly action: AnyAction;
}

export function ListPage({ type }: { readonly type: AnyRecordType }) {
  const { say } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const view = useListState(type);
  const { state, go } = view;
  const list = useQuery(pageQuery(type, state));
  const { data: count } = useQuery(countQuery(type, state));
  const [open, setOpen] = useState<Open | null>(null);
  const labels = list.data?.labels ?? {};

  async function done(acted: Acted): Promise<void> {
    setOpen(null);
    await navigate(`/${type.plural}/${acted.id}`);
    void client.invalidateQueries();
  }

  return (
    <>
      <PageHead
        title={say(type.label)}
        actions={
          <Toolbar
            type={type}
            state={state}
            busy={list.isFetching}
            onRefresh={() => void client.invalidateQueries({ queryKey: [type.name] })}
            onCreate={(name, action) => setOpen({ name, action })}
          />
        }
      />
      <Filters
        key={JSON.stringify([state.filters, state.region, state.overdue])}
        type={type}
        state={state}
        labels={labels}
        onQuery={(query) => go(query)}
      />
      <ListPanel type={type} view={view} list={list} count={count} />
      {open !== null && (
        <ActDrawer
          act={{ type, name: open.name, action: open.action, row: null }}
          labels={labels}
          onClose={() => setOpen(null)}
          onDone={(acted) => void done(acted)}
          onReload={async () => undefined}
        />
      )}
    </>
  );
}
