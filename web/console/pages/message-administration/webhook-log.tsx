import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer, Empty } from 'antd';
import { webhookDeliveriesQuery } from '#web/api/message-administration.ts';
import { verbLabel } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Mark } from '../../shared/mark.tsx';
import { useFocusReturn } from '../../shared/use-focus-return.ts';
import '../messages/messages.css';

const tones = { queued: 'info', sent: 'good', failed: 'alarm' } as const;

/** What was sent to one address, and what it answered. */
export function WebhookLog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t, say } = useWords();
  useFocusReturn();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(webhookDeliveriesQuery(id));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Drawer open title={t('messaging.part.log')} size={560} onClose={onClose}>
      {data === undefined && (error === null ? <Loading /> : <LoadFailure error={error} retry={() => void refetch()} />)}
      {data !== undefined && items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('messaging.noDeliveries')} />}
      <ul className="plain">
        {items.map((each) => (
          <li key={each.id} className="message">
            <div className="row muted">
              <span className="number">{formatMoment(each.at)}</span>
              <Mark tone={tones[each.state]}>{t(`messaging.state.${each.state}`)}</Mark>
              {each.status !== null && <span className="number">HTTP {each.status}</span>}
              {each.tries > 1 && <span>{t('messaging.tries', { count: each.tries })}</span>}
            </div>
            <div>
              {say(verbLabel(each.event))} <span className="mono muted">{each.event}</span>
            </div>
            <div className="muted">
              {each.reason}
              {each.next_at !== null && (
                <span>
                  {' '}
                  {t('messaging.next')} <span className="number">{formatMoment(each.next_at)}</span>
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="message-more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('messages.more')}
          </Button>
        </div>
      )}
    </Drawer>
  );
}
