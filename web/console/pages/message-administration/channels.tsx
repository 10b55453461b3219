import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { api, newKey } from '#web/api/client.ts';
import { type ChannelState, channelsQuery } from '#web/api/message-administration.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment, formatNumber } from '../../shared/format.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { Mark } from '../../shared/mark.tsx';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import '../../derived/derived.css';

const counts = ['queued', 'sent', 'logged', 'failed'] as const;

function Card({ state, mayTest }: { readonly state: ChannelState; readonly mayTest: boolean }) {
  const { t, say, language } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.post(`/v1/message-channels/${state.channel}/test`, {}, newKey()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey });
      void message.success(t('messaging.tested'));
    },
    onError: (error) => void message.error(say(problemBodyOf(error).details[0]?.text ?? problemBodyOf(error).text)),
  });
  const name = t(`messages.channel.${state.channel}`);
  return (
    <li>
      <div className="row between">
        <span className="card-title">{name}</span>
        {state.target === null ? <Mark tone="warning">{t('messaging.notSet')}</Mark> : <Mark tone="good">{state.target}</Mark>}
      </div>
      {state.target === null && <p className="muted">{t('messaging.notSetHelp')}</p>}
      <dl className="card-facts plain">
        {counts.map((each) => [
          <dt key={`${each} name`}>{t(`messaging.state.${each}`)}</dt>,
          <dd key={each} className="number">
            {formatNumber(state[each], language)}
          </dd>,
        ])}
        {state.oldest !== null && (
          <>
            <dt>{t('messaging.oldest')}</dt>
            <dd className="number">{formatMoment(state.oldest)}</dd>
          </>
        )}
      </dl>
      {mayTest && (
        <Button size="small" loading={isPending} onClick={() => mutate()} aria-label={`${t('messaging.test')} ${name}`}>
          {t('messaging.test')}
        </Button>
      )}
    </li>
  );
}

export function Channels({ mayTest }: { readonly mayTest: boolean }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(channelsQuery);
  if (data === undefined) return error === null ? <Loading /> : <LoadFailure error={error} retry={() => void refetch()} />;
  return (
    <>
      <ul className="plain cards">
        {data.items.map((state) => (
          <Card key={state.channel} state={state} mayTest={mayTest} />
        ))}
      </ul>
      <p className="muted">{t('messaging.quiet', data.quiet)}</p>
    </>
  );
}
