import { Button, Empty } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../language/language.ts';
import { searchPath } from '../../search/paths.ts';
import { forgetSearches, recentSearches } from '../../search/recent.ts';
import { useSession } from '../../session/session.tsx';

function Tips({ tips }: { readonly tips: readonly string[] }) {
  return (
    <ul>
      {tips.map((tip) => (
        <li key={tip}>{tip}</li>
      ))}
    </ul>
  );
}

/** Before anything was asked: what can be, and what was last. */
export function SearchBegin() {
  const { t } = useWords();
  const { person } = useSession();
  const [recent, setRecent] = useState(() => recentSearches(person.id));
  const tips: readonly string[] = t('search.beginTips', { returnObjects: true });
  return (
    <section className="panel" aria-labelledby="search-begin">
      <h2 id="search-begin">{t('search.begin')}</h2>
      <Tips tips={tips} />
      {recent.length > 0 && (
        <>
          <h3>{t('search.recent')}</h3>
          <div className="search-recent">
            {recent.map((q) => (
              <Link key={q} to={searchPath(q)}>
                {q}
              </Link>
            ))}
            <Button
              type="text"
              size="small"
              onClick={() => {
                forgetSearches(person.id);
                setRecent([]);
              }}
            >
              {t('search.forget')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** Nothing was found: what to try instead. */
export function SearchNone({ q, type }: { readonly q: string; readonly type: string }) {
  const { t } = useWords();
  const tips: readonly string[] = t('search.noneTips', { returnObjects: true });
  return (
    <section className="panel">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('search.none', { q })} />
      <p>{t('search.noneHelp')}</p>
      <Tips tips={tips} />
      {type !== '' && <Link to={searchPath(q)}>{t('search.noneType')}</Link>}
    </section>
  );
}
