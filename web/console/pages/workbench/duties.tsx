import { Empty } from 'antd';
import { Link } from 'react-router';
import type { Duty, Labels } from '#web/api/types.ts';
import { StateTag } from '../../derived/state-tag.tsx';
import { typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { DueWords, RungTag } from '../../shared/due.tsx';
import { formatMoment } from '../../shared/format.ts';
import { type GroupName, groupDuties, groupNames } from './groups.ts';

function DutyLine({ duty, labels }: { readonly duty: Duty; readonly labels: Labels }) {
  const { say, language } = useWords();
  const type = typeByName(duty.type);
  if (type === undefined) return null;
  const region = labels[duty.region]?.[language];
  return (
    <li className="duty">
      <div className="grow">
        <Link to={`/${type.plural}/${duty.id}`}>{duty.title}</Link>
        <div className="row muted duty-note">
          <span>{say(type.label)}</span>
          <StateTag type={type} state={duty.state} />
          {region !== undefined && <span>{region}</span>}
        </div>
      </div>
      <div className="duty-due">
        <span className="number">{formatMoment(duty.due_at).slice(0, 10)}</span>
        <DueWords due={duty.due_at} />
        <RungTag rung={duty.rung} />
      </div>
    </li>
  );
}

/** 待办: what this post owes, by date. The four numbers lead to their groups. */
export function Duties({ duties, more, labels }: { readonly duties: readonly Duty[]; readonly more: boolean; readonly labels: Labels }) {
  const { t } = useWords();
  const groups = groupDuties(duties, new Date());
  if (duties.length === 0) {
    return (
      <section className="panel" aria-labelledby="duties">
        <h2 id="duties">{t('work.duties')}</h2>
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('work.none')}>
          <span className="muted">{t('work.noneHelp')}</span>
        </Empty>
      </section>
    );
  }
  const filled = groupNames.filter((name) => groups[name].length > 0);
  return (
    <section className="panel" aria-labelledby="duties">
      <h2 id="duties">{t('work.duties')}</h2>
      <ul className="plain duty-numbers">
        {groupNames.map((name) => (
          <NumberOf key={name} name={name} count={groups[name].length} />
        ))}
      </ul>
      {filled.map((name) => (
        <section key={name} id={`duties-${name}`} aria-labelledby={`duties-${name}-head`} tabIndex={-1}>
          <h3 id={`duties-${name}-head`} className={`duty-group ${name === 'overdue' ? 'alarm' : ''}`}>
            {t(`work.${name}`)} <span className="number">{groups[name].length}</span>
          </h3>
          <ul className="plain">
            {groups[name].map((duty) => (
              <DutyLine key={`${duty.type}${duty.id}`} duty={duty} labels={labels} />
            ))}
          </ul>
        </section>
      ))}
      {more && <p className="muted">{t('work.more', { count: duties.length })}</p>}
    </section>
  );
}

function NumberOf({ name, count }: { readonly name: GroupName; readonly count: number }) {
  const { t } = useWords();
  const number = <span className={`big number ${name === 'overdue' && count > 0 ? 'alarm' : ''}`}>{count}</span>;
  const label = <span>{t(`work.${name}`)}</span>;
  return (
    <li>
      {count === 0 ? (
        <div className="duty-number">
          {number}
          {label}
        </div>
      ) : (
        <button type="button" className="duty-number" onClick={() => document.getElementById(`duties-${name}`)?.focus()}>
          {number}
          {label}
        </button>
      )}
    </li>
  );
}
