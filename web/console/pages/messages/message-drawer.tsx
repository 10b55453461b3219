import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useEffect } from 'react';
import { messageQuery, messagesChanged, readMessage } from '#web/api/messages.ts';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';
import { formatMoment } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { useFocusReturn } from '../../shared/use-focus-return.ts';
import { ItemText, MessageLine } from './message-line.tsx';

/** One message with all that it stands for, and who has read it as far as one may know. Whoever opens it has read it. */
export function MessageDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t, say } = useWords();
  const { post, person } = useSession();
  const client = useQueryClient();
  useFocusReturn();
  const { data, error, refetch } = useQuery(messageQuery(id));
  const desk = post.subject ?? post.organisation ?? person.id;
  const sent = data !== undefined && data.row.desk !== desk;
  const fresh = data !== undefined && !sent && !data.row.read;
  useEffect(() => {
    if (!fresh) return;
    // Nobody is told when it fails: the message merely stays unread.
    readMessage(id).then(
      () => messagesChanged(client),
      () => undefined,
    );
  }, [fresh, id, client]);
  return (
    <Drawer open title={t('messages.details')} size={560} onClose={onClose}>
      {error !== null && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <div className="stack">
          <ul className="plain">
            <MessageLine message={data.row} labels={data.labels} mayAcknowledge={data.may_acknowledge} sent={sent} brief />
          </ul>
          {data.row.count > 1 && (
            <section aria-labelledby="message-items">
              <h3 id="message-items">{t('messages.stands', { count: data.row.count })}</h3>
              <ol className="plain message-items">
                {data.row.items.map((item) => (
                  <li key={item.id}>
                    <span className="number muted">{formatMoment(item.at)}</span> <ItemText item={item} />
                  </li>
                ))}
              </ol>
            </section>
          )}
          <section aria-labelledby="message-receipts">
            <h3 id="message-receipts">{t('messages.receipts')}</h3>
            {data.receipts.length === 0 ? (
              <p className="muted">{t('messages.noReceipts')}</p>
            ) : (
              <ul className="plain">
                {data.receipts.map((each) => (
                  <li key={each.person}>
                    {say(data.labels[each.person] ?? { zh: each.person, en: each.person })}{' '}
                    <span className="number muted">{formatMoment(each.read_at)}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      )}
    </Drawer>
  );
}
