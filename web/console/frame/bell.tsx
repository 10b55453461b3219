import { BellOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Badge, Button, Drawer, Empty } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { messageCountQuery, messagesQuery } from '#web/api/messages.ts';
import { useWords } from '../language/language.ts';
import { MessageLine } from '../pages/messages/message-line.tsx';
import { LinkButton } from '../shared/link-button.tsx';
import { LoadFailure, Loading } from '../shared/loading.tsx';
import { useFocusReturn } from '../shared/use-focus-return.ts';

function Latest({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  useFocusReturn();
  const { data, error, refetch } = useInfiniteQuery(messagesQuery({ box: 'inbox', unread: true, limit: 10 }));
  const page = data?.pages[0];
  const all = page === undefined ? [] : [...page.open, ...page.items];
  return (
    <Drawer
      open
      title={t('messages.title')}
      size={480}
      onClose={onClose}
      footer={
        <LinkButton type="link" to="/messages">
          {t('messages.all')}
        </LinkButton>
      }
    >
      {error !== null && page === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {page === undefined && error === null && <Loading />}
      {page !== undefined && all.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('messages.noneUnread')} />}
      <ul className="plain">
        {page !== undefined &&
          all.map((message) => (
            <MessageLine key={message.id} message={message} labels={page.labels} mayAcknowledge={page.may_acknowledge} brief />
          ))}
      </ul>
    </Drawer>
  );
}

/** How much has not been read; in red while something must be acknowledged. */
export function Bell() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const { data } = useQuery(messageCountQuery);
  const [shown, setShown] = useState(false);
  const { unread = 0, open = 0 } = data ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the place changes
  useEffect(() => setShown(false), [pathname]);
  const name = open > 0 ? t('messages.bellOpen', { count: unread, open }) : t('messages.bell', { count: unread });
  return (
    <>
      <Button type="text" aria-label={name} aria-haspopup="dialog" onClick={() => setShown(true)}>
        <Badge size="small" count={unread} overflowCount={99} color={open > 0 ? '#b8292f' : '#2c6284'}>
          <BellOutlined style={{ color: '#fff', fontSize: 18 }} />
        </Badge>
      </Button>
      {shown && <Latest onClose={() => setShown(false)} />}
    </>
  );
}
