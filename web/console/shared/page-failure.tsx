import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';
import { useWords } from '../language/language.ts';

/** A bundle that is no longer there: the server was updated while this page stood open. */
function isOldVersion(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|Importing a module script|preload/i.test(error.message);
}

export function PageFailure() {
  const { t } = useWords();
  const error = useRouteError();
  return (
    <Result
      status="warning"
      title={t('failure.page')}
      subTitle={isOldVersion(error) ? t('failure.newVersion') : t('failure.pageHelp')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('failure.reload')}
        </Button>
      }
    />
  );
}
