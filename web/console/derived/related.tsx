import { useQueries } from '@tanstack/react-query';
import type { Labels, RecordRow } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { DueWords } from '../shared/due.tsx';
import { TitleLink } from './columns.tsx';
import { blank } from './list-state.ts';
import { pageQuery } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import { type AnyRecordType, catalogue, fieldOf } from './types.ts';
import { ValueView } from './value-view.tsx';

interface Pointer {
  readonly type: AnyRecordType;
  readonly field: string;
}

/** The types whose lists can be asked for those that point at this record. An enterprise has its archive for that. */
function pointersTo(type: AnyRecordType): readonly Pointer[] {
  if (type.subject === 'self') return [];
  return catalogue.flatMap((other) =>
    other.list.filters.flatMap((name): Pointer[] => {
      const field = fieldOf(other, name);
      return field?.kind === 'ref' && field.to === type.name ? [{ type: other, field: name }] : [];
    }),
  );
}

/** Who it is with: what tells one of several from the next. */
function Parties({ pointer, row, labels }: { readonly pointer: Pointer; readonly row: RecordRow; readonly labels: Labels }) {
  const names = pointer.type.list.columns.filter((name) => {
    const kind = fieldOf(pointer.type, name)?.kind;
    return name !== pointer.field && (kind === 'organisation' || kind === 'ref') && typeof row[name] === 'string';
  });
  return (
    <span className="row muted">
      {names.flatMap((name) => {
        const field = fieldOf(pointer.type, name);
        return field === undefined ? [] : [<ValueView key={name} field={field} value={row[name]} labels={labels} />];
      })}
    </span>
  );
}

/** What else speaks of this record: who has signed for a paper, which reports a listing has. Nothing is shown where there is nothing. */
export function Related({ type, id }: { readonly type: AnyRecordType; readonly id: string }) {
  const { t, say } = useWords();
  const pointers = pointersTo(type);
  const answers = useQueries({ queries: pointers.map((each) => pageQuery(each.type, { ...blank, filters: { [each.field]: id } })) });
  const found = pointers.flatMap((pointer, index) => {
    const page = answers[index]?.data;
    return page === undefined || page.items.length === 0 ? [] : [{ pointer, page }];
  });
  if (found.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('record.related')}</h2>
      {found.map(({ pointer, page }) => (
        <div key={`${pointer.type.name}/${pointer.field}`} className="related">
          <h3>{say(pointer.type.label)}</h3>
          <ul>
            {page.items.map((row) => (
              <li key={row.id}>
                <span className="row">
                  <TitleLink type={pointer.type} row={row} labels={page.labels} />
                  <StateTag type={pointer.type} state={row.state} />
                  {row.due_at !== null && <DueWords due={row.due_at} />}
                </span>
                <Parties pointer={pointer} row={row} labels={page.labels} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
