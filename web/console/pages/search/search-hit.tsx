import { Link } from 'react-router';
import type { SearchItem } from '#web/api/search.ts';
import type { Labels } from '#web/api/types.ts';
import { StateTag } from '../../derived/state-tag.tsx';
import { fieldOf, typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { Marked } from '../../search/marked.tsx';
import { itemPath } from '../../search/paths.ts';
import { formatMoment } from '../../shared/format.ts';

function FactLine({ item, fact }: { readonly item: SearchItem; readonly fact: SearchItem['facts'][number] }) {
  const { t, say } = useWords();
  const type = typeByName(item.type);
  const field = type === undefined ? undefined : fieldOf(type, fact.field);
  const name = fact.field === 'former' ? t('search.former') : field === undefined ? fact.field : say(field.label);
  return (
    <div>
      <span className="muted">{name}：</span>
      <Marked text={fact.text} spans={fact.spans} />
    </div>
  );
}

/** One record that was found: its title, what was found in it, and what tells it from others of that name. */
export function SearchHit({ item, labels }: { readonly item: SearchItem; readonly labels: Labels }) {
  const { say } = useWords();
  const type = typeByName(item.type);
  const place = labels[item.region];
  // Of an enterprise's own record its name is the title already.
  const subject = item.subject === null || item.subject === item.id ? undefined : labels[item.subject];
  return (
    <li className="search-hit">
      <Link to={itemPath(item)} className="search-hit-title">
        <Marked text={item.title} spans={item.spans} />
      </Link>
      {item.facts.map((fact) => (
        <FactLine key={`${fact.field}${fact.text}`} item={item} fact={fact} />
      ))}
      <div className="row muted">
        {type !== undefined && <span>{say(type.label)}</span>}
        {type !== undefined && <StateTag type={type} state={item.state} />}
        {subject !== undefined && <span>{say(subject)}</span>}
        {place !== undefined && <span>{say(place)}</span>}
        <span className="number">{formatMoment(item.changed_at)}</span>
      </div>
    </li>
  );
}
