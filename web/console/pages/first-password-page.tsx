import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App } from 'antd';
import { Navigate, useNavigate } from 'react-router';
import { sessionQuery } from '#web/api/queries.ts';
import { useWords } from '../language/language.ts';
import { PasswordForm } from '../session/password-form.tsx';
import { rememberedLogin } from '../session/session.tsx';
import { Loading } from '../shared/loading.tsx';
import { Entrance } from './entrance.tsx';

export function FirstPasswordPage() {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined) return <Loading />;
  if (session === null) return <Navigate to="/login" replace />;

  async function changed(): Promise<void> {
    void message.success(t('password.changed'));
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate('/', { replace: true });
  }

  return (
    <Entrance title={t('password.title')}>
      {session.mustChange && <Alert type="info" title={t('password.forced')} style={{ marginBottom: 16 }} />}
      <PasswordForm login={rememberedLogin()} onChanged={() => void changed()} />
    </Entrance>
  );
}
