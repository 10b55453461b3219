import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { useNavigate } from 'react-router';
import { api, onSignedOut } from '#web/api/client.ts';
import type { Session } from '#web/api/types.ts';

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

/** Who is logged in, in which post. Only inside the frame, which shows nothing before it knows. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside the frame');
  return session;
}

const loginPlace = 'anwang.login';

/** The user name last typed in this tab: asked for again when the session ends, so that only the password has to be typed. */
export function rememberLogin(login: string): void {
  sessionStorage.setItem(loginPlace, login);
}

export function rememberedLogin(): string {
  return sessionStorage.getItem(loginPlace) ?? '';
}

/** Acting in another post is another view of everything: nothing that was read before stays. */
export function useSwitchPost(): (post: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (post: string) => {
      await api.post('/v1/session/post', { post });
      await navigate('/');
      client.clear();
      await client.refetchQueries({ queryKey: ['session'] });
    },
    [client, navigate],
  );
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(async () => {
    onSignedOut(null);
    // Whatever the server answers, this browser forgets: drafts may name people.
    await api.remove('/v1/session').catch(() => undefined);
    sessionStorage.clear();
    client.clear();
    await navigate('/login');
  }, [client, navigate]);
}
