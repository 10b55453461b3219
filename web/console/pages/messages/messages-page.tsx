import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { type Messages, messagesChanged, messagesQuery, readAllMessages } from '#web/api/messages.ts';
import { useWords } from '../../language/language.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { MessageDrawer } from './message-drawer.tsx';
import { MessageLine } from './message-line.tsx';
import { SettingsDrawer } from './settings-drawer.tsx';

type Box = 'inbox' | 'open' | 'sent';

function ReadAll() {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: readAllMessages,
    onSuccess: async () => {
      await messagesChanged(client);
      void message.success(t('messages.readAllDone'));
    },
    onError: (error) => void message.error(say(problemBodyOf(error).text)),
  });
  return (
    <Button loading={isPending} onClick={() => mutate()}>
      {t('messages.readAll')}
    </Button>
  );
}

interface ListProps {
  readonly pages: readonly Messages[];
  readonly box: Box;
  readonly empty: string;
  readonly onDetails: (id: string) => void;
}

/** What must be acknowledged first, then the rest by time. */
function List({ pages, box, empty, onDetails }: ListProps) {
  const lines = pages.flatMap((page) => [...page.open, ...page.items].map((message) => ({ message, page })));
  if (lines.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <ul className="plain">
      {lines.map(({ message, page }) => (
        <MessageLine
          key={message.id}
          message={message}
          labels={page.labels}
          mayAcknowledge={page.may_acknowledge}
          sent={box === 'sent'}
          onDetails={onDetails}
        />
      ))}
    </ul>
  );
}

function BoxPages({ box, unread, onDetails }: { readonly box: Box; readonly unread: boolean; readonly onDetails: (id: string) => void }) {
  const { t } = useWords();
  const query = messagesQuery({ box, unread, limit: 20 });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({ ...query, refetchInterval: 60_000 });
  if (data === undefined) return error === null ? <Loading rows={8} /> : <LoadFailure error={error} retry={() => void refetch()} />;
  const empty =
    box === 'sent'
      ? t('messages.noneSent')
      : box === 'open'
        ? t('messages.noneOpen')
        : unread
          ? t('messages.noneUnread')
          : t('messages.none');
  return (
    <>
      {data.pages[0]?.more_open === true && <p className="amber">{t('messages.moreOpen', { count: data.pages[0].open.length })}</p>}
      <List pages={data.pages} box={box} empty={empty} onDetails={onDetails} />
      {hasNextPage && (
        <div className="message-more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('messages.more')}
          </Button>
        </div>
      )}
    </>
  );
}

export function MessagesPage() {
  const { t } = useWords();
  const [box, setBox] = useState<Box>('inbox');
  const [unread, setUnread] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const [settings, setSettings] = useState(false);
  const actions = (
    <>
      {box === 'inbox' && <ReadAll />}
      <Button onClick={() => setSettings(true)} aria-haspopup="dialog">
        {t('messages.settings')}
      </Button>
    </>
  );
  return (
    <>
      <PageHead title={t('messages.title')} note={box === 'sent' ? t('messages.sentHelp') : t('messages.intro')} actions={actions} />
      <section className="panel stack" aria-label={t('messages.title')}>
        <div className="row">
          <Segmented
            aria-label={t('messages.title')}
            value={box}
            onChange={setBox}
            options={[
              { value: 'inbox' as const, label: t('messages.inbox') },
              { value: 'open' as const, label: t('messages.mustAcknowledge') },
              { value: 'sent' as const, label: t('messages.sent') },
            ]}
          />
          {box === 'inbox' && (
            <Checkbox checked={unread} onChange={(event) => setUnread(event.target.checked)}>
              {t('messages.onlyUnread')}
            </Checkbox>
          )}
        </div>
        <BoxPages key={box} box={box} unread={box === 'inbox' && unread} onDetails={setShown} />
      </section>
      {shown !== null && <MessageDrawer id={shown} onClose={() => setShown(null)} />}
      {settings && <SettingsDrawer onClose={() => setSettings(false)} />}
    </>
  );
}
