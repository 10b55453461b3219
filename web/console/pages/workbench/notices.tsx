import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty } from 'antd';
import { messagesQuery } from '#web/api/messages.ts';
import { useWords } from '../../language/language.ts';
import { LinkButton } from '../../shared/link-button.tsx';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { MessageLine } from '../messages/message-line.tsx';

/** What must be acknowledged stands first, until somebody has; then what came last. */
export function Notices() {
  const { t } = useWords();
  const { data, error, refetch } = useInfiniteQuery({
    ...messagesQuery({ box: 'inbox', unread: false, limit: 8 }),
    refetchInterval: 60_000,
  });
  const page = data?.pages[0];
  const all = page === undefined ? [] : [...page.open, ...page.items];
  return (
    <section className="panel" aria-labelledby="notices">
      <div className="row between">
        <h2 id="notices">{t('messages.title')}</h2>
        <LinkButton size="small" type="link" to="/messages">
          {t('messages.all')}
        </LinkButton>
      </div>
      {error !== null && page === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {page === undefined && error === null && <Loading rows={3} />}
      {page !== undefined && all.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('messages.none')} />}
      {page !== undefined && all.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard (WCAG 2.1.1)
        <ul className="plain message-brief" tabIndex={0} aria-labelledby="notices">
          {all.map((message) => (
            <MessageLine key={message.id} message={message} labels={page.labels} mayAcknowledge={page.may_acknowledge} brief />
          ))}
        </ul>
      )}
    </section>
  );
}
