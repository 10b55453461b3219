import type { MenuProps } from 'antd';
import { Link } from 'react-router';
import { mayImport } from '#kernel/exchange/columns.ts';
import { isHand } from '#kernel/identity/hands.ts';
import { catalogue } from '#modules/catalogue.ts';
import type { Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';

type Items = NonNullable<MenuProps['items']>;

/** Officers of a region read every type; others see what they may act on. */
function concerns(session: Session, type: (typeof catalogue)[number]): boolean {
  if (session.post.reader === 'officer' || session.post.reader === 'line' || session.post.reader === 'system') return true;
  return Object.values(type.lifecycle.actions).some((action) => action.by.some((role) => session.post.roles.includes(role)));
}

const watchers = new Set(['administrator', 'security-officer', 'auditor', 'enterprise-head', 'agency', 'insurer']);

/** Who keeps channels, looks at what left by them, or lets machines be told. */
const messengers = new Set(['administrator', 'auditor', 'enterprise-head']);

export function useMenuItems(session: Session): Items {
  const { t, say } = useWords();
  const link = (path: string, label: string) => ({ key: path, label: <Link to={path}>{label}</Link> });
  // Whoever runs the platform has no business with its records.
  const runs = session.post.roles.some(isHand);
  const governs = session.post.subject === null && session.post.reader !== 'public' && !runs;
  const records = (runs ? [] : catalogue)
    .filter((type) => concerns(session, type) && !(type.subject === 'self' && session.post.subject !== null))
    .map((type) => link(`/${type.plural}`, say(type.label)));
  const system = [
    link('/ledger', t('nav.proof')),
    ...(session.post.roles.some((role) => watchers.has(role)) ? [link('/people', t('nav.people'))] : []),
    ...(catalogue.some((type) => mayImport(session.post, type)) ? [link('/imports', t('imports.title'))] : []),
    ...(session.post.roles.some((role) => messengers.has(role)) ? [link('/message-administration', t('messaging.title'))] : []),
    ...(governs || runs ? [link('/parameters', t('nav.parameters'))] : []),
  ];
  return [
    link('/', t('nav.workbench')),
    link('/messages', t('messages.title')),
    ...(governs ? [link('/map', t('nav.map'))] : []),
    ...(governs ? [link('/reform', t('reform.title'))] : []),
    ...(session.post.subject !== null ? [link(`/enterprises/${session.post.subject}/archive`, t('archive.own'))] : []),
    ...(records.length > 0 ? [{ type: 'group' as const, key: 'records', label: t('nav.records'), children: records }] : []),
    { type: 'group', key: 'system', label: t('nav.system'), children: system },
  ];
}

/** The entry that a place belongs to: the longest path that it begins with. */
export function selectedKey(pathname: string): string {
  if (pathname.endsWith('/archive')) return pathname;
  return `/${pathname.split('/')[1] ?? ''}`;
}
