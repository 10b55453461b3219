import { Link } from 'react-router';
import type { Glance, StateCounts } from '#web/api/types.ts';
import { openCount } from '../../derived/open-counts.ts';
import { stateOf, typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';
import { formatNumber } from '../../shared/format.ts';

/** The numbers of one record type by state, each a way into its list. */
function ByState({ name, counts }: { readonly name: string; readonly counts: StateCounts }) {
  const { say, language } = useWords();
  const type = typeByName(name);
  if (type === undefined) return null;
  const states = type.stateNames.filter((state) => (counts[state] ?? 0) > 0);
  if (states.length === 0) return null;
  return (
    <div>
      <h3 className="glance-head">
        <Link to={`/${type.plural}`}>{say(type.label)}</Link>
      </h3>
      <ul className="plain glance-states">
        {states.map((state) => (
          <li key={state}>
            <Link to={`/${type.plural}?state=${state}`}>
              <span>{say(stateOf(type, state)?.label ?? { zh: state, en: state })}</span>
              <span className="number">{formatNumber(counts[state] ?? 0, language)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Levels({ glance }: { readonly glance: Glance }) {
  const { t, say, language } = useWords();
  const options = typeByName('hidden-danger')?.fields.level;
  const labels = options?.kind === 'choice' ? options.options : {};
  const number = (value: number, alarm: boolean) => (
    <span className={`big number ${alarm && value > 0 ? 'alarm' : ''}`}>{formatNumber(value, language)}</span>
  );
  return (
    <ul className="plain duty-numbers" aria-label={t('work.byLevel')}>
      {Object.entries(labels).map(([level, label]) => (
        <li key={level}>
          <Link className="duty-number" to={`/hidden-dangers?level=${level}`}>
            {number(glance.levels[level] ?? 0, level === 'major')}
            <span>{say(label)}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link className="duty-number" to="/hidden-dangers?overdue=true">
          {number(glance.overdue, true)}
          <span>{t('work.overdueCount')}</span>
        </Link>
      </li>
    </ul>
  );
}

/** The regions below by how many dangers stand open there, the longest bar first. */
function Children({ glance }: { readonly glance: Glance }) {
  const { t, say, language } = useWords();
  const rows = glance.children.map((child) => ({ child, open: openCount('hidden-danger', child.counts) })).sort((a, b) => b.open - a.open);
  const most = Math.max(1, ...rows.map((row) => row.open));
  if (rows.length === 0) return null;
  return (
    <table className="glance-table">
      <caption className="unseen">{t('work.byChild')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('work.child')}</th>
          <th scope="col" colSpan={2}>
            {t('work.openDangers')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ child, open }) => (
          <tr key={child.code}>
            <th scope="row">
              <Link to={`/hidden-dangers?region=${child.path}`}>{say(child.name)}</Link>
            </th>
            <td className="bar-cell" aria-hidden="true">
              <span className="bar" style={{ width: `${Math.round((open / most) * 100)}%` }} />
            </td>
            <td className={`right number ${open === 0 ? 'muted' : ''}`}>{formatNumber(open, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 本地区情况: counts by level, state and region below, all ways into the lists. */
export function GlancePanel({ glance }: { readonly glance: Glance }) {
  const { t } = useWords();
  const { post } = useSession();
  return (
    <section className="panel stack" aria-labelledby="glance">
      <h2 id="glance" style={{ margin: 0 }}>
        {post.subject === null ? t('work.glance') : t('work.glanceOwn')}
      </h2>
      <Levels glance={glance} />
      <Children glance={glance} />
      {Object.entries(glance.counts).map(([name, counts]) => (
        <ByState key={name} name={name} counts={counts} />
      ))}
    </section>
  );
}
