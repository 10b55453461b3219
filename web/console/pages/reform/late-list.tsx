import { Link } from 'react-router';
import type { LateReport, ReformBoard } from '#web/api/reform.ts';
import type { Text } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { DueCell } from '../../shared/due.tsx';

/** Whoever holds a report up: its unit, or the office that has not reviewed it. */
function debtorOf(report: LateReport): string {
  return report.state === 'submitted' ? report.office : report.unit;
}

function useReason(): (report: LateReport) => string {
  const { t } = useWords();
  return ({ state, return_reason }) => {
    if (state === 'submitted') return t('reform.whySubmitted');
    return state === 'returned' ? t('reform.whyReturned', { reason: return_reason ?? '' }) : t('reform.whyOwed');
  };
}

/** Who is late and why, longest first; each report leads to its page, where its evidence is. */
export function LateList({ board }: { readonly board: ReformBoard }) {
  const { t, say } = useWords();
  const reasonOf = useReason();
  const nameOf = (code: string): Text => board.labels[code] ?? { zh: code, en: code };
  const debtors = [...new Set(board.late.map(debtorOf))];
  return (
    <section className="panel" aria-labelledby="reform-late">
      <h2 id="reform-late">{t('reform.whoIsLate')}</h2>
      {debtors.length === 0 && <p className="muted">{t('reform.nobodyLate')}</p>}
      <ul className="plain reform-debtors">
        {debtors.map((debtor) => {
          const own = board.late.filter((report) => debtorOf(report) === debtor);
          return (
            <li key={debtor}>
              <h3>
                {say(nameOf(debtor))} <span className="alarm number">{t('reform.lateCount', { count: own.length })}</span>
              </h3>
              <ul className="plain">
                {own.map((report) => (
                  <li key={report.id} className="reform-late">
                    <div className="grow">
                      <Link to={`/task-reports/${report.id}`}>{report.title}</Link>
                      <div className="muted">
                        {debtor === report.unit ? '' : `${say(nameOf(report.unit))} · `}
                        {reasonOf(report)}
                      </div>
                    </div>
                    <DueCell due={report.due_at} rung={report.rung} />
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {board.late_more && <p className="muted">{t('reform.lateMore')}</p>}
    </section>
  );
}
