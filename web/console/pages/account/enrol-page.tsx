import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Navigate, useNavigate } from 'react-router';
import { sessionQuery } from '#web/api/queries.ts';
import { useWords } from '../../language/language.ts';
import { ConfirmDialog } from '../../session/confirm-dialog.tsx';
import { useSignOut } from '../../session/session.tsx';
import { Loading } from '../../shared/loading.tsx';
import { Entrance } from '../entrance.tsx';
import { SecondStep } from './second-step.tsx';

/** For whoever has to set up a second factor before anything else. */
export function EnrolPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined) return <Loading />;
  if (session === null) return <Navigate to="/login" replace />;
  return (
    <Entrance title={t('factor.enrolTitle')}>
      {session.mustEnrol && <Alert type="info" showIcon title={t('factor.enrolHelp')} style={{ marginBottom: 16 }} />}
      <SecondStep />
      <div className="entrance-foot">
        {!session.mustEnrol && (
          <Button type="primary" onClick={() => void navigate('/', { replace: true })}>
            {t('factor.goOn')}
          </Button>
        )}
        <Button onClick={() => void signOut()}>{t('login.signOut')}</Button>
      </div>
      <ConfirmDialog session={session} />
    </Entrance>
  );
}
