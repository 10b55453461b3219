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

/** The box as its keys move it: what is typed, what is offered, which of it the arrow keys have reached. */
function useBox(person: string) {
  const navigate = useNavigate();
  const [typed, setTyped] = useTyped();
  const [wanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const choices = useChoices(typed, person);
  const open = wanted && choices.length > 0;
  const chosen = open ? choices[active] : undefined;

  function close(): void {
    setWanted(false);
    setActive(-1);
  }

  function go({ to, q }: Pick<Choice, 'to' | 'q'>): void {
    rememberSearch(person, q);
    close();
    setTyped(q);
    void navigate(to);
  }

  function type(text: string): void {
    setTyped(text);
    setWanted(true);
    setActive(-1);
  }

  function press(event: React.KeyboardEvent): void {
    // While characters are composed the keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const asked = typed.trim();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setWanted(true);
      if (choices.length > 0) setActive(moved(active, event.key === 'ArrowDown' ? 1 : -1, choices.length));
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!open) setTyped('');
      close();
    }
    if (event.key === 'Enter' && (chosen !== undefined || asked !== '')) go(chosen ?? { to: searchPath(asked), q: asked });
  }

  return { typed, choices, open, active, chosen, setActive, show: () => setWanted(true), close, go, type, press };
}

/**
 * The box in the header: a question to everything that one sees, from any page. Written by hand after the ARIA pattern of a combobox: antd's
 * AutoComplete names an active choice where there is none, which a screen reader cannot follow.
 */
export function SearchBox({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const listId = useId();
  const box = useBox(session.person.id);
  const { typed, choices, open, active, chosen } = box;
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
        onFocus={box.show}
        onBlur={box.close}
        onChange={(event) => box.type(event.target.value)}
        onKeyDown={box.press}
      />
      {open && (
        <ChoiceList id={listId} choices={choices} active={active} recent={typed.trim() === ''} onActive={box.setActive} onChoose={box.go} />
      )}
    </search>
  );
}
