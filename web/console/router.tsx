import { type ComponentType, lazy, Suspense } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Loading } from './shared/loading.tsx';
import { PageFailure } from './shared/page-failure.tsx';

/** Each page is a bundle of its own: whoever never opens the map never loads it. */
function page(load: () => Promise<{ readonly default: ComponentType }>): React.ReactNode {
  const Page = lazy(load);
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  );
}

function named<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K): React.ReactNode {
  return page(async () => ({ default: (await load())[name] }));
}

const inside: RouteObject[] = [
  { index: true, element: named(() => import('./pages/workbench/workbench-page.tsx'), 'WorkbenchPage') },
  { path: 'map', element: named(() => import('./pages/map/map-page.tsx'), 'MapPage') },
  { path: 'reform', element: named(() => import('./pages/reform/reform-page.tsx'), 'ReformPage') },
  { path: 'search', element: named(() => import('./pages/search/search-page.tsx'), 'SearchPage') },
  { path: 'ledger', element: named(() => import('./pages/proof/proof-page.tsx'), 'ProofPage') },
  { path: 'people', element: named(() => import('./pages/people/people-page.tsx'), 'PeoplePage') },
  { path: 'parameters', element: named(() => import('./pages/parameters-page.tsx'), 'ParametersPage') },
  { path: 'imports', element: named(() => import('./pages/imports/imports-page.tsx'), 'ImportsPage') },
  { path: 'imports/:id', element: named(() => import('./pages/imports/import-page.tsx'), 'ImportPage') },
  { path: 'messages', element: named(() => import('./pages/messages/messages-page.tsx'), 'MessagesPage') },
  {
    path: 'message-administration',
    element: named(() => import('./pages/message-administration/administration-page.tsx'), 'MessageAdministrationPage'),
  },
  { path: 'account', element: named(() => import('./pages/account/account-page.tsx'), 'AccountPage') },
  { path: 'enterprises/:id/archive', element: named(() => import('./pages/archive/archive-page.tsx'), 'ArchivePage') },
  { path: ':plural', element: named(() => import('./pages/record-pages.tsx'), 'RecordListPage') },
  { path: ':plural/:id', element: named(() => import('./pages/record-pages.tsx'), 'RecordDetailPage') },
  { path: '*', element: named(() => import('./pages/not-found-page.tsx'), 'NotFoundPage') },
];

export const router = createBrowserRouter([
  {
    errorElement: <PageFailure />,
    children: [
      { path: 'login', element: named(() => import('./pages/log-in-page.tsx'), 'LogInPage') },
      { path: 'sign-up', element: named(() => import('./pages/sign-up-page.tsx'), 'SignUpPage') },
      { path: 'password', element: named(() => import('./pages/first-password-page.tsx'), 'FirstPasswordPage') },
      { path: 'second-step', element: named(() => import('./pages/account/enrol-page.tsx'), 'EnrolPage') },
      {
        element: named(() => import('./frame/frame.tsx'), 'Frame'),
        children: [{ errorElement: <PageFailure />, children: inside }],
      },
    ],
  },
]);
