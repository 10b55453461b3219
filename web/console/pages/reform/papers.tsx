import { Link } from 'react-router';
import type { PaperTally, ReformBoard } from '#web/api/reform.ts';
import { stateOf, typeByName } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatNumber } from '../../shared/format.ts';

function OfType({
  name,
  tallies,
  programme,
}: {
  readonly name: string;
  readonly tallies: readonly PaperTally[];
  readonly programme: string;
}) {
  const { t, say, language } = useWords();
  const type = typeByName(name);
  if (type === undefined) return null;
  const states = type.stateNames.filter((state) => tallies.some((each) => each.state === state));
  const late = tallies.reduce((sum, each) => sum + (each.is_late ? each.n : 0), 0);
  const total = (state: string) => tallies.reduce((sum, each) => sum + (each.state === state ? each.n : 0), 0);
  const list = `/${type.plural}?programme=${programme}`;
  return (
    <div>
      <h3>
        <Link to={list}>{say(type.label)}</Link>
      </h3>
      <ul className="plain reform-states">
        {states.map((state) => (
          <li key={state}>
            <Link to={`${list}&state=${state}`}>
              {say(stateOf(type, state)?.label ?? { zh: state, en: state })}{' '}
              <span className="number">{formatNumber(total(state), language)}</span>
            </Link>
          </li>
        ))}
        {late > 0 && (
          <li>
            <Link to={`${list}&overdue=true`}>
              <span className="alarm">
                {t('reform.late')} <span className="number">{formatNumber(late, language)}</span>
              </span>
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
}

/** Dispatches and bulletins, implementing rules and cross-inspections by state, each a way into its list. */
export function Papers({ board }: { readonly board: ReformBoard }) {
  const { t } = useWords();
  const names = ['reform-paper', 'implementing-rule', 'cross-inspection', 'inspection-answer'].filter((name) =>
    board.papers.some((each) => each.type === name),
  );
  return (
    <section className="panel" aria-labelledby="reform-papers">
      <h2 id="reform-papers">{t('reform.papers')}</h2>
      {names.length === 0 && <p className="muted">{t('reform.noPapers')}</p>}
      <div className="reform-papers">
        {names.map((name) => (
          <OfType key={name} name={name} tallies={board.papers.filter((each) => each.type === name)} programme={board.programme ?? ''} />
        ))}
      </div>
    </section>
  );
}
