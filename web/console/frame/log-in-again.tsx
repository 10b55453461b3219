import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { api, onSignedOut } from '#web/api/client.ts';
import { sessionQuery } from '#web/api/queries.ts';
import type { Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { LogInForm } from '../session/log-in-form.tsx';
import { rememberedLogin } from '../session/session.tsx';

/**
 * When the session ends under somebody's hands, the log-in comes over the page instead of replacing it. All requests that met the end wait for the same
 * answer; the same person goes on in the same post, another person starts afresh.
 */
export function LogInAgain({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<{ readonly done: (same: boolean) => void } | null>(null);

  useEffect(() => {
    let asked: Promise<boolean> | null = null;
    onSignedOut(() => {
      asked ??= new Promise<boolean>((resolve) => {
        setWaiting({
          done: (same) => {
            asked = null;
            setWaiting(null);
            resolve(same);
          },
        });
      });
      return asked;
    });
    return () => onSignedOut(null);
  }, []);

  async function entered(now: Session): Promise<void> {
    if (now.person.id !== session.person.id) {
      sessionStorage.clear();
      location.assign('/');
      return;
    }
    if (now.post.id !== session.post.id && now.posts.some((post) => post.id === session.post.id)) {
      await api.post('/v1/session/post', { post: session.post.id });
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    }
    waiting?.done(true);
    void client.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
  }

  return (
    <Modal
      open={waiting !== null}
      title={t('login.again')}
      footer={null}
      width={380}
      destroyOnHidden
      mask={{ closable: false }}
      onCancel={() => waiting?.done(false)}
    >
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('login.againHelp')}
      </p>
      <LogInForm login={rememberedLogin()} onEntered={(now) => void entered(now)} />
    </Modal>
  );
}
