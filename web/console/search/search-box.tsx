import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Input } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type SearchItem, suggestionsQuery } from '#web/api/search.ts';
import type { Session } from '#web/api/types.ts';
import { StateTag } from '../derived/state-tag.tsx';
import { typeByName } from '../derived/types.ts';
import { useWords } from '../language/language.ts';
import { Marked } from './marked.tsx';
import { itemPath, searchPath } from './paths.ts';
import { recentSearches, rememberSearch } from './recent.ts';
import { useSettled } from './use-settled.ts';
import './search.css';

function Suggestion({ item }: { readonly item: SearchItem }) {
  const { say } = useWords();
  const type = typeByName(item.type);
  return (
    <div className="suggestion">
      <div className="suggestion-title">
        <Marked text={item.title} spans={item.spans} />
      </div>
      <div className="row muted suggestion-note">
        <span>{type === undefined ? item.type : say(type.label)}</span>
        {type !== undefined && <StateTag type={type} state={item.state} />}
      </div>
    </div>
  );
}

interface Choice {
  readonly value: string;
  readonly label: React.ReactNode;
  /** Where it leads. */
  readonly to: string;
}

/** What is offered below the box: what was looked for last, or the few best of what is being typed. */
function useChoices(typed: string, person: string): readonly Choice[] {
  const { t } = useWords();
  const q = useSettled(typed.trim(), 200);
  const { data } = useQuery(suggestionsQuery(q));
  if (typed.trim() === '') return recentSearches(person).map((each) => ({ value: each, label: each, to: searchPath(each) }));
  const items = (q === '' ? [] : (data?.items ?? [])).map((item) => ({
    value: `${item.type}/${item.id}`,
    label: <Suggestion item={item} />,
    to: itemPath(item),
  }));
  const all = {
    value: 'all',
    label: <span className="suggestion-all">{t('search.allFor', { q: typed.trim() })}</span>,
    to: searchPath(typed.trim()),
  };
  return items.length === 0 ? [] : [...items, all];
}

/** The box in the header: a question to everything that one sees, from any page. */
export function SearchBox({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const asked = pathname === '/search' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const [typed, setTyped] = useState(asked);
  const [of, setOf] = useState(asked);
  // The page's own question stands in the box as well, until something else is typed.
  if (of !== asked) {
    setOf(asked);
    setTyped(asked);
  }
  const choices = useChoices(typed, session.person.id);
  const go = (to: string) => {
    if (typed.trim() !== '') rememberSearch(session.person.id, typed.trim());
    void navigate(to);
  };
  return (
    <search className="frame-search">
      <AutoComplete
        value={typed}
        options={choices.map(({ value, label }) => ({ value, label }))}
        onChange={(value) => {
          // A choice is a way, not a text: the box keeps what was typed.
          if (!choices.some((each) => each.value === value && each.value !== value.trim())) setTyped(value);
        }}
        onSelect={(value) => {
          const choice = choices.find((each) => each.value === value);
          if (choice === undefined) return;
          if (typed.trim() === '') setTyped(value);
          go(choice.to);
        }}
        defaultActiveFirstOption={false}
        popupMatchSelectWidth={420}
        style={{ width: '100%' }}
      >
        <Input
          type="search"
          prefix={<SearchOutlined aria-hidden />}
          suffix={<kbd className="frame-search-key">/</kbd>}
          placeholder={t('search.placeholder')}
          aria-label={t('search.label')}
          title={t('search.key')}
          maxLength={80}
          data-search-all=""
          onPressEnter={(event) => {
            // With a choice under the cursor the list answers the key itself.
            if (event.currentTarget.getAttribute('aria-activedescendant')?.match(/_-1$/) === null) return;
            if (typed.trim() !== '') go(searchPath(typed.trim()));
          }}
        />
      </AutoComplete>
    </search>
  );
}
