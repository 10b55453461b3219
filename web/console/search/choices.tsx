import { useQuery } from '@tanstack/react-query';
import { type SearchItem, suggestionsQuery } from '#web/api/search.ts';
import { StateTag } from '../derived/state-tag.tsx';
import { typeByName } from '../derived/types.ts';
import { useWords } from '../language/language.ts';
import { Marked } from './marked.tsx';
import { itemPath, searchPath } from './paths.ts';
import { recentSearches } from './recent.ts';
import { useSettled } from './use-settled.ts';

function Suggestion({ item }: { readonly item: SearchItem }) {
  const { say } = useWords();
  const type = typeByName(item.type);
  return (
    <>
      <div className="choice-title">
        <Marked text={item.title} spans={item.spans} />
      </div>
      <div className="row muted choice-note">
        <span>{type === undefined ? item.type : say(type.label)}</span>
        {type !== undefined && <StateTag type={type} state={item.state} />}
      </div>
    </>
  );
}

export interface Choice {
  readonly key: string;
  readonly label: React.ReactNode;
  /** Where it leads. */
  readonly to: string;
  /** What was asked, to be remembered. */
  readonly q: string;
}

/** What is offered below the box: what was looked for last, or the few best of what is being typed. */
export function useChoices(typed: string, person: string): readonly Choice[] {
  const { t } = useWords();
  const asked = typed.trim();
  const q = useSettled(asked, 200);
  const { data } = useQuery(suggestionsQuery(q));
  if (asked === '') return recentSearches(person).map((each) => ({ key: each, label: each, to: searchPath(each), q: each }));
  const items = q === '' ? [] : (data?.items ?? []);
  if (items.length === 0) return [];
  const found = items.map((item) => ({
    key: `${item.type}/${item.id}`,
    label: <Suggestion item={item} />,
    to: itemPath(item),
    q: asked,
  }));
  const all = <span className="choice-all">{t('search.allFor', { q: asked })}</span>;
  return [...found, { key: 'all', label: all, to: searchPath(asked), q: asked }];
}

interface ListProps {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly recent: boolean;
  readonly onActive: (index: number) => void;
  readonly onChoose: (choice: Choice) => void;
}

/** The list below the box. The focus stays in the box, which names the choice that the arrow keys have reached. */
export function ChoiceList({ id, choices, active, recent, onActive, onChoose }: ListProps) {
  const { t } = useWords();
  return (
    <div className="choices">
      {recent && <div className="muted choices-head">{t('search.recent')}</div>}
      <div role="listbox" id={id} aria-label={t(recent ? 'search.recent' : 'search.suggestions')}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the box
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box
          <div
            key={choice.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="choice"
            onMouseMove={() => onActive(index)}
            // The box keeps the focus, or the list would be gone before the click has come.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            {choice.label}
          </div>
        ))}
      </div>
    </div>
  );
}
