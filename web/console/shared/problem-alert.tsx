import { Alert } from 'antd';
import { ApiError } from '#web/api/client.ts';
import type { ProblemBody } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';

/** A failure of the page itself, told in the same form as the server's. */
export const localProblemBody: ProblemBody = {
  code: 'internal',
  status: 0,
  text: { zh: '页面处理出错，请重试', en: 'The page failed; please try again' },
  details: [],
};

export function problemBodyOf(error: unknown): ProblemBody {
  return error instanceof ApiError ? error.problem : localProblemBody;
}

interface Props {
  readonly problem: ProblemBody;
  /** Only the details, where the surroundings already say what happened. */
  readonly bare?: boolean;
  /** Details that are shown at their fields already. */
  readonly except?: ReadonlySet<string>;
  readonly action?: React.ReactNode;
}

export function ProblemAlert({ problem, bare = false, except, action }: Props) {
  const { t, say } = useWords();
  const details = problem.details.filter((each) => each.field === undefined || except?.has(each.field) !== true);
  const traced = problem.trace !== undefined && problem.status >= 500;
  const body = (
    <>
      {details.length > 0 && (
        <ul className="plain">
          {details.map((each) => (
            <li key={`${each.code}${each.field ?? ''}`}>
              {say(each.text)}
              {each.source !== undefined && <span className="muted"> {each.source}</span>}
            </li>
          ))}
        </ul>
      )}
      {traced && (
        <div className="muted">
          {t('common.trace')} <span className="mono">{problem.trace}</span>
        </div>
      )}
    </>
  );
  if (bare) return body;
  const warning = problem.status === 409 || problem.status === 429;
  return (
    <Alert
      type={warning ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={say(problem.text)}
      description={details.length > 0 || traced ? body : undefined}
      action={action}
      style={{ marginBottom: 16 }}
    />
  );
}
