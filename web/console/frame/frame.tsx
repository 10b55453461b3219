import { useQuery } from '@tanstack/react-query';
import { Drawer, Layout, Menu } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '#web/api/queries.ts';
import type { Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { ConfirmDialog } from '../session/confirm-dialog.tsx';
import { SessionProvider } from '../session/session.tsx';
import { LoadFailure, Loading } from '../shared/loading.tsx';
import { useNarrow } from '../shared/use-narrow.ts';
import { Header } from './header.tsx';
import { LogInAgain } from './log-in-again.tsx';
import { selectedKey, useMenuItems } from './menu-items.tsx';
import { ProgressBanner } from './progress-banner.tsx';
import { Shortcuts } from './shortcuts.tsx';
import './frame.css';

function MainMenu({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('nav.main')}>
      <Menu mode="inline" inlineIndent={16} selectedKeys={[selectedKey(pathname)]} items={useMenuItems(session)} />
    </nav>
  );
}

/** A new page begins at its top, for the eye and for the screen reader. */
function useFreshStart(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    globalThis.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}

function Inside({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const narrow = useNarrow(992);
  const { pathname } = useLocation();
  const [menu, setMenu] = useState(false);
  const main = useRef<HTMLElement>(null);
  useFreshStart(main);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever the place changes
  useEffect(() => setMenu(false), [pathname]);
  return (
    <SessionProvider value={session}>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <Layout className="frame">
        <Header session={session} narrow={narrow} onMenu={() => setMenu(true)} />
        <ProgressBanner />
        <Layout>
          {narrow ? (
            <Drawer
              open={menu}
              onClose={() => setMenu(false)}
              placement="left"
              size={260}
              title={t('product.name')}
              styles={{ body: { padding: 4 } }}
            >
              <MainMenu session={session} />
            </Drawer>
          ) : (
            <Layout.Sider width={212} theme="light" className="frame-sider">
              <MainMenu session={session} />
            </Layout.Sider>
          )}
          <div className="frame-content">
            <main id="main" className="frame-main stack" tabIndex={-1} ref={main}>
              <Suspense fallback={<Loading />}>
                <Outlet key={session.post.id} />
              </Suspense>
            </main>
          </div>
        </Layout>
      </Layout>
      <LogInAgain session={session} />
      <ConfirmDialog session={session} />
      <Shortcuts />
    </SessionProvider>
  );
}

/** Everything behind the log-in. */
export function Frame() {
  const { pathname, search } = useLocation();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (error !== null) {
    return (
      <div className="frame-main">
        <LoadFailure error={error} retry={() => void refetch()} />
      </div>
    );
  }
  if (session === undefined) return <Loading />;
  if (session === null) return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (session.mustChange) return <Navigate to="/password" replace />;
  if (session.mustEnrol) return <Navigate to="/second-step" replace />;
  return <Inside session={session} />;
}
