import type { Labels, RecordRow } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { FactList } from '../shared/fact-list.tsx';
import { Reveal } from './reveal.tsx';
import type { AnyRecordType } from './types.ts';
import { ValueView } from './value-view.tsx';
import { isWide } from './wide.ts';

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

interface Props {
  readonly type: AnyRecordType;
  readonly row: RecordRow;
  readonly labels: Labels;
  readonly except?: readonly string[];
}

/** A record's own facts in the order of its definition. What has not been filled in yet is left out: the history shows what comes when. */
export function Facts({ type, row, labels, except = [] }: Props) {
  const { say } = useWords();
  const shown = Object.entries(type.fields).filter(([name]) => !except.includes(name) && !isEmpty(row[name]));
  return (
    <FactList
      facts={shown.map(([name, field]) => ({
        key: name,
        label: say(field.label),
        wide: isWide(field) && field.kind !== 'point',
        value:
          field.disclosure === 'personal' ? (
            <Reveal type={type} row={row} name={name} />
          ) : (
            <ValueView field={field} value={row[name]} labels={labels} />
          ),
      }))}
    />
  );
}
