import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { roles } from '#kernel/scope/roles.ts';
import type { Post, Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { usePlaceName, useRegionName } from '../session/names.ts';
import { useSwitchPost } from '../session/session.tsx';
import { Mark } from '../shared/mark.tsx';
import { problemBodyOf } from '../shared/problem-alert.tsx';

function PostLine({ post }: { readonly post: Post }) {
  const { say } = useWords();
  const region = useRegionName(post.region);
  const place = usePlaceName(post);
  return (
    <div className="grow">
      <div>{say(post.title)}</div>
      <div className="muted">{place === region ? region : `${place} · ${region}`}</div>
      <div className="row" style={{ gap: 6 }}>
        {post.roles.map((role) => (
          <Mark key={role}>{say(roles[role])}</Mark>
        ))}
      </div>
    </div>
  );
}

/** Whom one acts as, always in sight; changing it is a deliberate step, because everything one sees changes with it. */
export function PostSwitcher({ session }: { readonly session: Session }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const switchPost = useSwitchPost();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState<string | null>(null);

  async function choose(post: string): Promise<void> {
    setPending(post);
    try {
      await switchPost(post);
      setOpen(false);
      void message.success(t('post.switched'));
    } catch (error) {
      void message.error(say(problemBodyOf(error).text));
    } finally {
      setPending(null);
    }
  }

  const { post, posts } = session;
  const place = usePlaceName(post);
  return (
    <>
      <Button type="text" className="frame-post" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <span className="frame-post-text">
          <span className="unseen">{t('post.current')} </span>
          {say(post.title)}
          <small>{place}</small>
        </span>
      </Button>
      <Modal open={open} title={t('post.switch')} footer={null} onCancel={() => setOpen(false)} width={560}>
        <p className="muted" style={{ marginBottom: 12 }}>
          {posts.length > 1 ? t('post.explain') : t('post.only')}
        </p>
        <ul className="plain stack">
          {posts.map((each) => (
            <li key={each.id} className="row panel">
              <PostLine post={each} />
              {each.id === post.id ? (
                <Mark tone="info">{t('post.current')}</Mark>
              ) : (
                <Button loading={pending === each.id} disabled={pending !== null} onClick={() => void choose(each.id)}>
                  {t('post.switchTo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
}
