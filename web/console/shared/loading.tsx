import { Button, Skeleton } from 'antd';
import { useWords } from '../language/language.ts';
import { ProblemAlert, problemBodyOf } from './problem-alert.tsx';

/** While a page's data is on its way. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useWords();
  return (
    <div className="panel" aria-busy="true">
      <span className="unseen" role="status">
        {t('common.loading')}
      </span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** When it did not come: the reason, and a way to ask again. */
export function LoadFailure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useWords();
  return (
    <ProblemAlert
      problem={problemBodyOf(error)}
      action={
        retry !== undefined && (
          <Button size="small" onClick={retry}>
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
}
