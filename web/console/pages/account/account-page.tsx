import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { api } from '#web/api/client.ts';
import type { SessionView } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { PasswordForm } from '../../session/password-form.tsx';
import { rememberedLogin, useSession } from '../../session/session.tsx';
import { formatMoment } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import '../../derived/derived.css';
import { Mark } from '../../shared/mark.tsx';
import { SecondStep } from './second-step.tsx';

/** A browser's own line, shortened to what its owner would call it. */
export function deviceOf(agent: string): string {
  const system = /Windows|Android|iPhone|iPad|Mac OS X|HarmonyOS|Linux/.exec(agent)?.[0] ?? '';
  const browser = /MicroMessenger|Edg|Firefox|QQBrowser|Chrome|Safari/.exec(agent)?.[0] ?? '';
  const name = [browser.replace('Edg', 'Edge').replace('MicroMessenger', 'WeChat'), system].filter((each) => each !== '').join(' · ');
  return name === '' ? agent.slice(0, 60) : name;
}

function SessionLine({ session }: { readonly session: SessionView }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.remove(`/v1/sessions/${session.id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (error) => void message.error(say(problemBodyOf(error).text)),
  });
  return (
    <li className="row between" style={{ alignItems: 'flex-start' }}>
      <div className="grow">
        <div>
          {deviceOf(session.agent)} <span className="number muted">{session.address}</span>{' '}
          {session.current && <Mark tone="info">{t('account.current')}</Mark>}
        </div>
        <dl className="card-facts plain">
          <dt>{t('account.created')}</dt>
          <dd className="number">{formatMoment(session.createdAt)}</dd>
          <dt>{t('account.seen')}</dt>
          <dd className="number">{formatMoment(session.seenAt)}</dd>
        </dl>
      </div>
      {!session.current && (
        <Button loading={isPending} onClick={() => mutate()}>
          {t('account.end')}
        </Button>
      )}
    </li>
  );
}

function Sessions() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => api.get<{ items: readonly SessionView[] }>('/v1/sessions', {}, signal),
  });
  return (
    <section className="panel">
      <h2>{t('account.sessions')}</h2>
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <Loading rows={3} />
      ) : (
        <ul className="plain cards">
          {data.items.map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </ul>
      )}
    </section>
  );
}

export function AccountPage() {
  const { t } = useWords();
  const { message } = App.useApp();
  const { person } = useSession();
  return (
    <>
      <PageHead title={t('nav.account')} note={person.name} />
      <div className="columns">
        <div className="stack">
          <section className="panel" id="second-step">
            <h2>{t('factor.title')}</h2>
            <SecondStep />
          </section>
          <Sessions />
        </div>
        <section className="panel" id="password">
          <h2>{t('password.title')}</h2>
          <PasswordForm login={rememberedLogin()} onChanged={() => void message.success(t('password.changed'))} />
        </section>
      </div>
    </>
  );
}
