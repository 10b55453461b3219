import { Timeline } from 'antd';
import type { Entry, History, Labels } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { Why } from '../shared/because.tsx';
import { formatMoment } from '../shared/format.ts';
import { ProofLink } from './proof-link.tsx';
import { StateTag } from './state-tag.tsx';
import { type AnyRecordType, fieldOf, typeByName, verbLabel } from './types.ts';
import { ValueView } from './value-view.tsx';

const nobody = '00000000-0000-0000-0000-000000000000';

function isCommitment(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'commit' in value;
}

/** The facts that an act wrote, in the order of the definition. */
function Written({ type, entry, labels }: { readonly type: AnyRecordType; readonly entry: Entry; readonly labels: Labels }) {
  const { t, say } = useWords();
  const source = { ...entry.input, ...entry.set };
  const names = Object.keys(type.fields).filter((name) => source[name] !== null && source[name] !== undefined);
  if (names.length === 0) return null;
  return (
    <dl className="history-fields">
      {names.map((name) => {
        const field = fieldOf(type, name);
        if (field === undefined) return null;
        const value = source[name];
        return (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{say(field.label)}</dt>
            <dd>
              {isCommitment(value) ? (
                <span className="muted">{t('record.hidden')}</span>
              ) : (
                <ValueView field={field} value={value} labels={labels} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Actor({ entry, labels }: { readonly entry: Entry; readonly labels: Labels }) {
  const { t, say } = useWords();
  const { person, post, org } = entry.actor;
  if (person === nobody) return <span>{t('record.system')}</span>;
  const names = [person, post, org].flatMap((id) => {
    const label = labels[id];
    return label === undefined ? [] : [say(label)];
  });
  return <span>{[...new Set(names)].join(' · ') || t('common.unknown')}</span>;
}

export function EntryView({ type, entry, labels }: { readonly type: AnyRecordType; readonly entry: Entry; readonly labels: Labels }) {
  const { say } = useWords();
  const label = say(verbLabel(entry.verb));
  return (
    <div>
      <div className="row">
        <strong>{label}</strong>
        {entry.from !== entry.to && <StateTag type={type} state={entry.to} />}
        <Why because={entry.because} about={label} />
      </div>
      <div className="row muted">
        <time dateTime={entry.at} className="number">
          {formatMoment(entry.at)}
        </time>
        <Actor entry={entry} labels={labels} />
        <ProofLink type={type.name} id={entry.id} version={entry.version} />
      </div>
      <Written type={type} entry={entry} labels={labels} />
    </div>
  );
}

/** 操作记录: every act from the latest back, each with who, when, what was entered, and its proof. */
export function HistoryView({ history }: { readonly history: History }) {
  const entries = [...history.entries].sort((a, b) => b.version - a.version);
  return (
    <Timeline
      items={entries.map((entry) => {
        const type = typeByName(entry.type);
        return {
          key: entry.version,
          color: entry.verb.endsWith('.escalate') ? 'red' : 'blue',
          content: type === undefined ? entry.verb : <EntryView type={type} entry={entry} labels={history.labels} />,
        };
      })}
    />
  );
}
