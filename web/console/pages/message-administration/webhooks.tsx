import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Empty, Popconfirm } from 'antd';
import { useState } from 'react';
import { api, newKey } from '#web/api/client.ts';
import { type Webhook, webhooksQuery } from '#web/api/message-administration.ts';
import type { Labels } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Mark } from '../../shared/mark.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { RegisterDrawer } from './register-drawer.tsx';
import { WebhookLog } from './webhook-log.tsx';
import '../../derived/derived.css';

const tones = { active: 'good', paused: 'neutral', disabled: 'alarm' } as const;

function useMove(hook: Webhook) {
  const { say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (move: 'pause' | 'resume' | 'remove' | 'test') =>
      api.post(`/v1/webhooks/${hook.id}/${move}`, move === 'test' ? {} : { version: hook.version }, newKey()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
    onError: (error) => void message.error(say(problemBodyOf(error).details[0]?.text ?? problemBodyOf(error).text)),
  });
}

function Card({ hook, labels, onLog }: { readonly hook: Webhook; readonly labels: Labels; readonly onLog: () => void }) {
  const { t, say } = useWords();
  const { mutate, isPending } = useMove(hook);
  const by = labels[hook.created_by];
  return (
    <li>
      <div className="row between">
        <span className="card-title mono" style={{ overflowWrap: 'anywhere' }}>
          {hook.url}
        </span>
        <Mark tone={tones[hook.state]}>{t(`messaging.hook.${hook.state}`)}</Mark>
      </div>
      {hook.state === 'disabled' && <p className="alarm">{t('messaging.disabledHelp')}</p>}
      <dl className="card-facts plain">
        <dt>{t('messaging.events')}</dt>
        <dd className="mono">{hook.events.join(' ')}</dd>
        <dt>{t('messaging.registered')}</dt>
        <dd>
          {by === undefined ? '' : say(by)} <span className="number">{formatMoment(hook.created_at)}</span>
        </dd>
      </dl>
      <div className="row">
        <Button size="small" disabled={isPending || hook.state !== 'active'} onClick={() => mutate('test')}>
          {t('messaging.test')}
        </Button>
        <Button size="small" disabled={isPending} onClick={() => mutate(hook.state === 'active' ? 'pause' : 'resume')}>
          {hook.state === 'active' ? t('messaging.pause') : t('messaging.resume')}
        </Button>
        <Button size="small" onClick={onLog} aria-haspopup="dialog">
          {t('messaging.part.log')}
        </Button>
        <Popconfirm
          title={t('messaging.removeHelp')}
          okText={t('messaging.remove')}
          cancelText={t('common.cancel')}
          onConfirm={() => mutate('remove')}
        >
          <Button size="small" danger disabled={isPending}>
            {t('messaging.remove')}
          </Button>
        </Popconfirm>
      </div>
    </li>
  );
}

/** The addresses at which machines of one's organisation are told. */
export function Webhooks() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(webhooksQuery);
  const [registering, setRegistering] = useState(false);
  const [log, setLog] = useState<string | null>(null);
  return (
    <>
      <div className="row">
        <Button type="primary" onClick={() => setRegistering(true)} aria-haspopup="dialog">
          {t('messaging.register')}
        </Button>
      </div>
      {data === undefined && (error === null ? <Loading /> : <LoadFailure error={error} retry={() => void refetch()} />)}
      {data?.items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('messaging.noWebhooks')} />}
      <ul className="plain cards">
        {data?.items.map((hook) => (
          <Card key={hook.id} hook={hook} labels={data.labels} onLog={() => setLog(hook.id)} />
        ))}
      </ul>
      {registering && <RegisterDrawer onClose={() => setRegistering(false)} />}
      {log !== null && <WebhookLog id={log} onClose={() => setLog(null)} />}
    </>
  );
}
