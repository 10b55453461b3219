import { Link } from 'react-router';
import { useWords } from '../../language/language.ts';
import { formatNumber } from '../../shared/format.ts';
import { useNarrow } from '../../shared/use-narrow.ts';
import { type Line, owedInAll } from './tallies.ts';

/** Where a number leads: to the list behind it, or nowhere where no list can be asked for it. */
export type LinkTo = (line: Line, what: Column) => string | null;

export type Column = 'tasks' | 'unknown' | 'running' | 'done' | 'should' | 'accepted' | 'submitted' | 'returned' | 'owed' | 'late';

const ofReports: readonly Column[] = ['should', 'accepted', 'submitted', 'returned', 'owed', 'late'];
const ofTasks: readonly Column[] = ['tasks', 'unknown', 'running', 'done'];

function figureOf({ reports, tasks }: Line, column: Column): number {
  switch (column) {
    case 'tasks':
      return tasks.total;
    case 'unknown':
    case 'running':
    case 'done':
      return tasks[column];
    case 'should':
      return owedInAll(reports);
    default:
      return reports[column];
  }
}

/** One number, a way into its list. Only lateness is coloured: it alone needs an act. */
function Figure({ line, column, to }: { readonly line: Line; readonly column: Column; readonly to: string | null }) {
  const { t, language } = useWords();
  const value = figureOf(line, column);
  if (value === 0) return <span className="muted number">0</span>;
  const text = <span className={`number ${column === 'late' ? 'alarm' : ''}`}>{formatNumber(value, language)}</span>;
  return to === null ? (
    text
  ) : (
    <Link to={to} aria-label={`${t(`reform.${column}`)} ${value}`}>
      {text}
    </Link>
  );
}

interface Props {
  readonly heading: string;
  /** What the first column is. */
  readonly of: string;
  readonly lines: readonly Line[];
  readonly nameOf: (key: string | null) => string;
  readonly linkTo: LinkTo;
  readonly withTasks: boolean;
}

export function TallyTable({ heading, of, lines, nameOf, linkTo, withTasks }: Props) {
  const { t } = useWords();
  const narrow = useNarrow();
  const columns = withTasks ? [...ofTasks, ...ofReports] : ofReports;
  const id = `reform-${of}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {lines.length === 0 && <p className="muted">{t('reform.noReports')}</p>}
      {lines.length > 0 && narrow && (
        <ul className="plain reform-lines">
          {lines.map((line) => (
            <li key={line.key ?? ''}>
              <div className="reform-name">{nameOf(line.key)}</div>
              <dl className="plain reform-figures">
                {columns
                  .filter((column) => figureOf(line, column) > 0)
                  .map((column) => (
                    <div key={column}>
                      <dt>{t(`reform.${column}`)}</dt>
                      <dd>
                        <Figure line={line} column={column} to={linkTo(line, column)} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </li>
          ))}
        </ul>
      )}
      {lines.length > 0 && !narrow && (
        <div className="reform-scroll">
          <table className="reform-table">
            <caption className="unseen">{heading}</caption>
            <thead>
              <tr>
                <th scope="col">{of}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="right">
                    {t(`reform.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key ?? ''}>
                  <th scope="row">{nameOf(line.key)}</th>
                  {columns.map((column) => (
                    <td key={column} className="right">
                      <Figure line={line} column={column} to={linkTo(line, column)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
