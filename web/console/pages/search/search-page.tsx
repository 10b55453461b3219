import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '#web/api/client.ts';
import { searchQuery } from '#web/api/search.ts';
import { useWords } from '../../language/language.ts';
import { searchPath } from '../../search/paths.ts';
import { rememberSearch } from '../../search/recent.ts';
import { useSession } from '../../session/session.tsx';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { useNarrow } from '../../shared/use-narrow.ts';
import { SearchHit } from './search-hit.tsx';
import { SearchBegin, SearchNone } from './search-nothing.tsx';
import { SearchTabs, totalOf } from './search-tabs.tsx';
import '../../derived/derived.css';

/** A phone has no box in its header. */
function SearchForm({ q, type }: { readonly q: string; readonly type: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { person } = useSession();
  const [typed, setTyped] = useState(q);
  return (
    <search>
      <form
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === '') return;
          rememberSearch(person.id, typed.trim());
          void navigate(searchPath(typed.trim(), type));
        }}
      >
        <Input
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          maxLength={80}
          data-search-all=""
        />
        <Button type="primary" htmlType="submit">
          {t('search.go')}
        </Button>
      </form>
    </search>
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 422;
}

function Results({ q, type }: { readonly q: string; readonly type: string }) {
  const { t } = useWords();
  const all = useInfiniteQuery(searchQuery(q, ''));
  const own = useInfiniteQuery(searchQuery(q, type));
  const pages = own.data?.pages ?? [];
  const [first] = pages;
  if (first === undefined) {
    if (own.error === null) return <Loading rows={8} />;
    // A question that is refused is refused again.
    const again = isRefusal(own.error) ? {} : { retry: () => void own.refetch() };
    return <LoadFailure error={own.error} {...again} />;
  }
  const counts = all.data?.pages[0]?.counts ?? first.counts;
  const items = pages.flatMap((page) => page.items.map((item) => ({ item, labels: page.labels })));
  const { n, more } = totalOf(first.counts);
  return (
    <>
      {first.building !== null && <Alert type="info" showIcon title={t('search.building', { percent: first.building })} />}
      {counts.length > 0 && <SearchTabs q={q} type={type} counts={counts} />}
      {items.length === 0 ? (
        <SearchNone q={q} type={type} />
      ) : (
        <section className="panel" aria-labelledby="search-results">
          <h2 id="search-results" className="unseen">
            {t('search.results')}
          </h2>
          <p className="muted" role="status">
            {t(more ? 'search.foundMore' : 'search.found', { n })}
          </p>
          <ul className="plain">
            {items.map(({ item, labels }) => (
              <SearchHit key={`${item.type}/${item.id}`} item={item} labels={labels} />
            ))}
          </ul>
          {own.hasNextPage && (
            <Button onClick={() => void own.fetchNextPage()} loading={own.isFetchingNextPage}>
              {t('search.more')}
            </Button>
          )}
          {own.isFetchNextPageError && <p className="alarm">{t('search.moreFailed')}</p>}
          {!own.hasNextPage && more && type === '' && <p className="muted">{t('search.end')}</p>}
        </section>
      )}
    </>
  );
}

/** What was found in everything that one sees, by type; question and type stand in the address. */
export function SearchPage() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const narrow = useNarrow(992);
  const q = (search.get('q') ?? '').trim();
  const type = search.get('type') ?? '';
  useEffect(() => {
    // Nothing asked yet: the next thing typed is the question.
    if (q === '') document.querySelector<HTMLElement>('[data-search-all]')?.focus();
  }, [q]);
  return (
    <>
      <PageHead title={t('search.title')} note={q === '' ? undefined : `“${q}”`} />
      {narrow && <SearchForm key={q} q={q} type={type} />}
      {q === '' ? <SearchBegin /> : <Results key={`${q}/${type}`} q={q} type={type} />}
    </>
  );
}
