import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { type Choice, ChoiceList, useChoices } from './choices.tsx';
import { searchPath } from './paths.ts';
import { rememberSearch } from './recent.ts';
import './search.css';

/** What is typed; on the page of the search its question, until something else is typed. */
function useTyped(): readonly [string, (typed: string) => void] {
  const { pathname, search } = useLocation();
  const asked = pathname === '/search' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const [typed, setTyped] = useState(asked);
  const [of, setOf] = useState(asked);
  if (of !== asked) {
    setOf(asked);
    setTyped(asked);
  }
  return [typed, setTyped];
}

/** Through the choices and back to the box itself, which is -1. */
function moved(active: number, by: number, length: number): number {
  return ((active + 1 + by + length + 1) % (length + 1)) - 1;
}

/**
 * The box in the header: a question to everything that one sees, from any page. Written by hand after the ARIA pattern of a combobox: antd's
 * AutoComplete names an active choice where there is none, which a screen reader cannot follow.
 */
export function SearchBox({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useTyped();
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const choices = useChoices(typed, session.person.id);
  const open = wanted && choices.length > 0;
  const chosen = open ? choices[active] : undefined;

  function go({ to, q }: Pick<Choice, 'to' | 'q'>): void {
    rememberSearch(session.person.id, q);
    setWanted(false);
    setActive(-1);
    setTyped(q);
    void navigate(to);
  }

  function pressed(event: React.KeyboardEvent): void {
    // While characters are composed the keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setWanted(true);
      if (choices.length > 0) setActive(moved(active, event.key === 'ArrowDown' ? 1 : -1, choices.length));
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!open) setTyped('');
      setWanted(false);
      setActive(-1);
    }
    if (event.key === 'Enter' && (chosen !== undefined || typed.trim() !== ''))
      go(chosen ?? { to: searchPath(typed.trim()), q: typed.trim() });
  }

  return (
    <search className="frame-search">
      <Input
        type="text"
        role="combobox"
        value={typed}
        prefix={<SearchOutlined aria-hidden />}
        suffix={<kbd className="frame-search-key">/</kbd>}
        placeholder={t('search.placeholder')}
        aria-label={t('search.label')}
        aria-autocomplete="list"
        aria-expanded={open}
        {...(open ? { 'aria-controls': listId } : {})}
        {...(chosen === undefined ? {} : { 'aria-activedescendant': `${listId}-${active}` })}
        title={t('search.key')}
        autoComplete="off"
        maxLength={80}
        data-search-all=""
        onFocus={() => setWanted(true)}
        onBlur={() => {
          setWanted(false);
          setActive(-1);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          setWanted(true);
          setActive(-1);
        }}
        onKeyDown={pressed}
      />
      {open && <ChoiceList id={listId} choices={choices} active={active} recent={typed.trim() === ''} onActive={setActive} onChoose={go} />}
    </search>
  );
}
