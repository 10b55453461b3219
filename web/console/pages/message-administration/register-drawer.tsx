import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Select, Typography } from 'antd';
import { useState } from 'react';
import { api, newKey } from '#web/api/client.ts';
import { catalogue } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { ProblemAlert, problemBodyOf } from '../../shared/problem-alert.tsx';
import { useFocusReturn } from '../../shared/use-focus-return.ts';

function useEventOptions() {
  const { t, say } = useWords();
  const types = catalogue.map((type) => ({
    label: say(type.label),
    options: [
      { value: `${type.name}.*`, label: `${say(type.label)}：${t('common.all')}` },
      ...Object.entries(type.lifecycle.actions).map(([name, action]) => ({
        value: `${type.name}.${name}`,
        label: `${say(type.label)}：${say(action.label)}`,
      })),
    ],
  }));
  return [{ label: t('common.all'), options: [{ value: '*', label: t('messaging.everything') }] }, ...types];
}

function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <Alert type="success" showIcon title={t('messaging.secret')} description={t('messaging.secretHelp')} />
      <Typography.Text copyable code style={{ overflowWrap: 'anywhere' }}>
        {secret}
      </Typography.Text>
      <div>
        <Button type="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}

function RegisterForm({ onDone }: { readonly onDone: (secret: string) => void }) {
  const { t, say } = useWords();
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly string[]>([]);
  const [key] = useState(newKey);
  const options = useEventOptions();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.post<{ secret: string }>('/v1/webhooks', { url, events }, key),
    onSuccess: async ({ secret }) => {
      await client.invalidateQueries({ queryKey: ['webhooks'] });
      onDone(secret);
    },
  });
  const problem = error === null ? null : problemBodyOf(error);
  const wrong = (field: string) => {
    const text = problem?.details.find((each) => each.field?.startsWith(field) === true)?.text;
    return text === undefined ? {} : { help: say(text), validateStatus: 'error' as const };
  };
  return (
    <Form layout="vertical" onFinish={() => mutate()}>
      <p className="muted">{t('messaging.help.webhooks')}</p>
      {problem !== null && <ProblemAlert problem={problem} except={new Set(['url', 'events'])} />}
      <Form.Item label={t('messaging.url')} htmlFor="webhook-url" {...wrong('url')}>
        <Input id="webhook-url" value={url} placeholder="https://" onChange={(event) => setUrl(event.target.value.trim())} />
      </Form.Item>
      <Form.Item label={t('messaging.events')} htmlFor="webhook-events" {...wrong('events')}>
        <Select
          id="webhook-events"
          mode="multiple"
          aria-label={t('messaging.events')}
          value={[...events]}
          options={options}
          optionFilterProp="label"
          onChange={setEvents}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isPending} disabled={url === '' || events.length === 0}>
        {t('messaging.register')}
      </Button>
    </Form>
  );
}

/** Registers an address; the secret is shown once and can be asked for by nobody later. */
export function RegisterDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  useFocusReturn();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Drawer open title={t('messaging.register')} size={520} onClose={onClose} mask={{ closable: secret === null }}>
      {secret === null ? <RegisterForm onDone={setSecret} /> : <Secret secret={secret} onClose={onClose} />}
    </Drawer>
  );
}
