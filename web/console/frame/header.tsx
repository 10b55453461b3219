import { KeyOutlined, LogoutOutlined, MenuOutlined, SearchOutlined, TranslationOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Layout } from 'antd';
import { Link, useNavigate } from 'react-router';
import { isHand } from '#kernel/identity/hands.ts';
import type { Session } from '#web/api/types.ts';
import { changeLanguage, useWords } from '../language/language.ts';
import { SearchBox } from '../search/search-box.tsx';
import { useSignOut } from '../session/session.tsx';
import { LinkButton } from '../shared/link-button.tsx';
import { Bell } from './bell.tsx';
import { PostSwitcher } from './post-switcher.tsx';

const namesOfLanguages = { zh: '中文', en: 'English' } as const;

function useOtherLanguage(): 'zh' | 'en' {
  return useWords().language === 'zh' ? 'en' : 'zh';
}

/** Names the other language in that language, so that whoever needs it can read it. */
export function LanguageButton() {
  const other = useOtherLanguage();
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void changeLanguage(other)}>
      {namesOfLanguages[other]}
    </Button>
  );
}

/** The box, or on a phone the way to its page. */
function Search({ session, narrow }: { readonly session: Session; readonly narrow: boolean }) {
  const { t } = useWords();
  if (!narrow) return <SearchBox session={session} />;
  return <LinkButton to="/search" type="text" icon={<SearchOutlined />} aria-label={t('search.open')} data-search-link="" />;
}

interface Props {
  readonly session: Session;
  readonly narrow: boolean;
  readonly onMenu: () => void;
}

export function Header({ session, narrow, onMenu }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const other = useOtherLanguage();
  // A telephone's header has no room for a word more.
  const language = {
    key: 'language',
    icon: <TranslationOutlined />,
    label: namesOfLanguages[other],
    onClick: () => void changeLanguage(other),
  };
  const items = [
    { key: 'account', icon: <UserOutlined />, label: t('nav.account'), onClick: () => void navigate('/account') },
    { key: 'password', icon: <KeyOutlined />, label: t('password.change'), onClick: () => void navigate('/account#password') },
    ...(narrow ? [language] : []),
    { type: 'divider' as const },
    { key: 'out', icon: <LogoutOutlined />, label: t('login.signOut'), onClick: () => void signOut() },
  ];
  return (
    <Layout.Header className="frame-header">
      {narrow && <Button type="text" icon={<MenuOutlined />} aria-label={t('nav.open')} onClick={onMenu} />}
      <Link to="/" className="frame-name">
        {t('product.name')}
        <small>{t('product.place')}</small>
      </Link>
      <span className="grow" />
      {/* Whoever runs the platform has no business with its records. */}
      {!session.post.roles.some(isHand) && <Search session={session} narrow={narrow} />}
      <PostSwitcher session={session} />
      <Bell />
      {!narrow && <LanguageButton />}
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button type="text" icon={<UserOutlined />} aria-label={session.person.name}>
          {narrow ? null : session.person.name}
        </Button>
      </Dropdown>
    </Layout.Header>
  );
}
