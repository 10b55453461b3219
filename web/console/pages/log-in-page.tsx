import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { LogInForm } from '../session/log-in-form.tsx';
import { Entrance } from './entrance.tsx';

/** Only a place in this console is gone on to: an address elsewhere would make the log-in page a decoy. */
function safePlace(next: string | null): string {
  return next?.startsWith('/') === true && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}

export function LogInPage() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();

  useEffect(() => {
    // What comes after the log-in is fetched while the password is being typed.
    const timer = setTimeout(() => {
      void import('../frame/frame.tsx').catch(() => undefined);
      void import('./workbench/workbench-page.tsx').catch(() => undefined);
    }, 1000);
    return () => clearTimeout(timer);
  }, []);

  function entered(session: Session): void {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    void navigate(session.mustChange ? '/password' : safePlace(search.get('next')), { replace: true });
  }

  return (
    <Entrance title={t('login.title')}>
      <LogInForm onEntered={entered} />
      <div className="entrance-foot">
        <a href={language === 'en' ? '/public/en' : '/public'}>{t('portal.link')}</a>
        <Link to="/sign-up">{t('login.signUp')}</Link>
        <span className="muted">{t('login.demo')}</span>
      </div>
    </Entrance>
  );
}
