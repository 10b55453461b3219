import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Select } from 'antd';
import { useState } from 'react';
import { type DeliveryState, deliveriesQuery, type LoggedDelivery } from '#web/api/message-administration.ts';
import type { MessageChannel } from '#web/api/messages.ts';
import type { Labels } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Mark } from '../../shared/mark.tsx';
import '../messages/messages.css';

const channels: readonly MessageChannel[] = ['email', 'sms', 'voice'];
const states: readonly DeliveryState[] = ['queued', 'sent', 'logged', 'failed'];
const tones = { queued: 'info', sent: 'good', logged: 'warning', failed: 'alarm' } as const;

/** Reasons of our own have words; what the other side said stands as it was said. */
function Reason({ reason }: { readonly reason: string }) {
  const { t } = useWords();
  if (reason === 'no-gateway') return <>{t('messaging.reason.noGateway')}</>;
  if (reason === 'no-address') return <>{t('messaging.reason.noAddress')}</>;
  return <>{reason}</>;
}

function Line({ delivery, labels }: { readonly delivery: LoggedDelivery; readonly labels: Labels }) {
  const { t, say } = useWords();
  const { person, state, next_at, read_at, reason } = delivery;
  return (
    <li className="message">
      <div className="row muted">
        <span className="number">{formatMoment(delivery.at)}</span>
        <span>{t(`messages.channel.${delivery.channel}`)}</span>
        <span>{say(delivery.kind_label)}</span>
        <Mark tone={tones[state]}>{t(`messaging.state.${state}`)}</Mark>
        <span>
          {say(labels[person] ?? { zh: person, en: person })} <span className="mono">{delivery.address}</span>
        </span>
        {delivery.tries > 1 && <span>{t('messaging.tries', { count: delivery.tries })}</span>}
        {read_at !== null && (
          <span className="good">
            {t('messaging.read')} <span className="number">{formatMoment(read_at)}</span>
          </span>
        )}
      </div>
      {delivery.words !== '' && <div style={{ whiteSpace: 'pre-wrap' }}>{delivery.words}</div>}
      <div className="muted">
        {reason !== null && <Reason reason={reason} />}
        {next_at !== null && (
          <span>
            {' '}
            {t('messaging.next')} <span className="number">{formatMoment(next_at)}</span>
          </span>
        )}
      </div>
    </li>
  );
}

export function DeliveryLog() {
  const { t } = useWords();
  const [channel, setChannel] = useState<MessageChannel | null>(null);
  const [state, setState] = useState<DeliveryState | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...deliveriesQuery({ channel, state }),
    refetchInterval: 5_000,
  });
  const lines = data?.pages.flatMap((page) => page.items.map((delivery) => ({ delivery, labels: page.labels }))) ?? [];
  return (
    <>
      <div className="row">
        <Select<MessageChannel | 'all'>
          aria-label={t('messaging.channel')}
          value={channel ?? 'all'}
          options={[
            { value: 'all' as const, label: t('common.all') },
            ...channels.map((value) => ({ value, label: t(`messages.channel.${value}`) })),
          ]}
          onChange={(value) => setChannel(value === 'all' ? null : value)}
          popupMatchSelectWidth={false}
        />
        <Select<DeliveryState | 'all'>
          aria-label={t('messaging.standing')}
          value={state ?? 'all'}
          options={[
            { value: 'all' as const, label: t('common.all') },
            ...states.map((value) => ({ value, label: t(`messaging.state.${value}`) })),
          ]}
          onChange={(value) => setState(value === 'all' ? null : value)}
          popupMatchSelectWidth={false}
        />
      </div>
      {data === undefined && (error === null ? <Loading /> : <LoadFailure error={error} retry={() => void refetch()} />)}
      {data !== undefined && lines.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('messaging.noDeliveries')} />}
      <ul className="plain">
        {lines.map(({ delivery, labels }) => (
          <Line key={delivery.id} delivery={delivery} labels={labels} />
        ))}
      </ul>
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
