import { Link } from 'react-router';
import { catalogue } from '#modules/catalogue.ts';
import type { SearchAnswer } from '#web/api/search.ts';
import { useWords } from '../../language/language.ts';
import { searchPath } from '../../search/paths.ts';

interface Props {
  readonly q: string;
  readonly type: string;
  readonly counts: SearchAnswer['counts'];
}

interface Total {
  readonly n: number;
  readonly more: boolean;
}

export function totalOf(counts: SearchAnswer['counts']): Total {
  return { n: counts.reduce((sum, each) => sum + each.n, 0), more: counts.some((each) => each.more) };
}

/** A tab for each type that something was found of, in the order of the menu; each is an address of its own. */
export function SearchTabs({ q, type, counts }: Props) {
  const { t, say } = useWords();
  const found = catalogue.flatMap((each) => {
    const count = counts.find((one) => one.type === each.name);
    return count === undefined && each.name !== type
      ? []
      : [{ name: each.name, label: say(each.label), ...(count ?? { n: 0, more: false }) }];
  });
  const tabs = [{ name: '', label: t('search.all'), ...totalOf(counts) }, ...found];
  return (
    <nav aria-label={t('search.types')} className="state-tabs screen">
      <ul className="plain">
        {tabs.map((tab) => (
          <li key={tab.name}>
            <Link to={searchPath(q, tab.name)} {...(tab.name === type ? { 'aria-current': 'page' as const } : {})}>
              {tab.label}
              <span className="tab-count">
                {tab.n}
                {tab.more && '+'}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
