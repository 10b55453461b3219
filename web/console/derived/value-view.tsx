import { Link } from 'react-router';
import type { Labels } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { FileLink } from './file-link.tsx';
import { formatValue } from './format-value.ts';
import { type AnyField, typeByName } from './types.ts';

interface Props {
  readonly field: AnyField;
  readonly value: unknown;
  readonly labels: Labels;
}

function List({ field, value, labels }: Props) {
  const { say, language } = useWords();
  if (field.kind !== 'list' || !Array.isArray(value)) return null;
  const items = Object.entries(field.items);
  return (
    <div className="sub-table-scroll">
      <table className="sub-table">
        <thead>
          <tr>
            {items.map(([name, item]) => (
              <th key={name} scope="col">
                {say(item.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {value.map((line: Readonly<Record<string, unknown>>, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
            <tr key={at}>
              {items.map(([name, item]) => (
                <td key={name}>{formatValue(item, line[name], labels, language)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Files({ ids }: { readonly ids: readonly unknown[] }) {
  return (
    <ul className="plain">
      {ids.map((id) => (
        <li key={String(id)}>
          <FileLink id={String(id)} />
        </li>
      ))}
    </ul>
  );
}

/** A value as the detail page shows it. Red only for what the definition calls major. */
export function ValueView({ field, value, labels }: Props) {
  const { t, language } = useWords();
  const text = formatValue(field, value, labels, language);
  if (text === '') return <span className="muted">{t('common.none')}</span>;
  if (field.kind === 'list') return <List field={field} value={value} labels={labels} />;
  if (field.kind === 'files' && Array.isArray(value)) return <Files ids={value} />;
  if (field.kind === 'choice' && value === 'major') return <strong className="alarm">{text}</strong>;
  if (field.kind === 'long-text') return <span className="fact-long">{text}</span>;
  if (field.kind === 'ref') {
    const plural = typeByName(field.to)?.plural;
    return plural === undefined ? text : <Link to={`/${plural}/${String(value)}`}>{text}</Link>;
  }
  return (
    <span
      className={['integer', 'decimal', 'money', 'date', 'moment', 'code', 'phone', 'point'].includes(field.kind) ? 'number' : undefined}
    >
      {text}
    </span>
  );
}
