import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { api, newKey } from '#web/api/client.ts';
import { type MessageChannel, type MessageSettings, messageSettingsQuery } from '#web/api/messages.ts';
import { useWords } from '../../language/language.ts';
import { LoadFailure, Loading } from '../../shared/loading.tsx';
import { ProblemAlert, problemBodyOf } from '../../shared/problem-alert.tsx';
import { useFocusReturn } from '../../shared/use-focus-return.ts';

const channels: readonly MessageChannel[] = ['email', 'sms', 'voice'];
const hours = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${String(hour).padStart(2, '0')}:00` }));

interface Choice {
  readonly language: 'zh' | 'en';
  /** Null leaves the address that is kept; empty removes it. */
  readonly email: string | null;
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly channels: Readonly<Record<string, readonly MessageChannel[]>>;
}

function choiceOf({ language, quiet, kinds }: MessageSettings): Choice {
  const chosen = kinds.flatMap(({ kind, chosen: own }) => (own === null ? [] : [[kind, own] as const]));
  return { language, email: null, quiet, channels: Object.fromEntries(chosen) };
}

interface PartProps {
  readonly settings: MessageSettings;
  readonly choice: Choice;
  readonly onChange: (change: Partial<Choice>) => void;
}

function Email({ settings, choice, onChange, wrong }: PartProps & { readonly wrong: string | undefined }) {
  const { t } = useWords();
  const help = wrong ?? (settings.email === '' ? t('messages.emailNone') : t('messages.emailKept', { email: settings.email }));
  return (
    <Form.Item label={t('messages.email')} htmlFor="message-email" help={help} validateStatus={wrong === undefined ? '' : 'error'}>
      <Input
        id="message-email"
        type="email"
        autoComplete="email"
        disabled={choice.email === '' && settings.email !== ''}
        value={choice.email ?? ''}
        onChange={(event) => onChange({ email: event.target.value === '' ? null : event.target.value })}
      />
      {settings.email !== '' && (
        <Checkbox checked={choice.email === ''} onChange={(event) => onChange({ email: event.target.checked ? '' : null })}>
          {t('messages.emailRemove')}
        </Checkbox>
      )}
    </Form.Item>
  );
}

function QuietHours({ settings, choice, onChange }: PartProps) {
  const { t } = useWords();
  const { quiet } = choice;
  return (
    <Form.Item label={t('messages.quiet')}>
      <Checkbox checked={quiet === null} onChange={(event) => onChange({ quiet: event.target.checked ? null : settings.usual_quiet })}>
        {t('messages.quietUsual', settings.usual_quiet)}
      </Checkbox>
      {quiet !== null && (
        <div className="row">
          <Select
            aria-label={t('messages.quietFrom')}
            options={hours}
            value={quiet.from}
            onChange={(from) => onChange({ quiet: { ...quiet, from } })}
          />
          <Select
            aria-label={t('messages.quietTo')}
            options={hours}
            value={quiet.to}
            onChange={(to) => onChange({ quiet: { ...quiet, to } })}
          />
        </div>
      )}
    </Form.Item>
  );
}

function Kinds({ settings, choice, onChange }: PartProps) {
  const { t, say } = useWords();
  return (
    <Form.Item label={t('messages.channels')} help={t('messages.urgent')}>
      <dl className="plain setting-kinds">
        {settings.kinds.map(({ kind, label, urgent, usual }) => {
          const value = choice.channels[kind] ?? usual;
          return (
            <div key={kind} style={{ display: 'contents' }}>
              <dt>{say(label)}</dt>
              <dd>
                {channels.map((channel) => (
                  <Checkbox
                    key={channel}
                    aria-label={`${say(label)} ${t(`messages.channel.${channel}`)}`}
                    checked={value.includes(channel)}
                    disabled={urgent && usual.includes(channel)}
                    onChange={(event) => {
                      const others = value.filter((each) => each !== channel);
                      onChange({ channels: { ...choice.channels, [kind]: event.target.checked ? [...others, channel] : others } });
                    }}
                  >
                    {t(`messages.channel.${channel}`)}
                  </Checkbox>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
    </Form.Item>
  );
}

function SettingsForm({ settings, onClose }: { readonly settings: MessageSettings; readonly onClose: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [choice, setChoice] = useState(() => choiceOf(settings));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const { email, ...rest } = choice;
      return api.post('/v1/message-settings', { ...rest, ...(email === null ? {} : { email }) }, newKey());
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: messageSettingsQuery.queryKey });
      void message.success(t('messages.saved'));
      onClose();
    },
  });
  const problem = error === null ? null : problemBodyOf(error);
  const wrong = problem?.details.find((each) => each.field === 'email')?.text;
  const parts = { settings, choice, onChange: (change: Partial<Choice>) => setChoice({ ...choice, ...change }) };
  return (
    <Form layout="vertical" onFinish={() => mutate()}>
      <p className="muted">{t('messages.settingsHelp')}</p>
      {problem !== null && <ProblemAlert problem={problem} except={new Set(['email'])} />}
      <Email {...parts} wrong={wrong === undefined ? undefined : say(wrong)} />
      <Kinds {...parts} />
      <QuietHours {...parts} />
      <Form.Item label={t('messages.language')}>
        <Radio.Group
          aria-label={t('messages.language')}
          value={choice.language}
          onChange={(event) => parts.onChange({ language: event.target.value === 'en' ? 'en' : 'zh' })}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isPending}>
        {t('messages.save')}
      </Button>
    </Form>
  );
}

/** By which channels beside these pages, in which language and when somebody is told. */
export function SettingsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  useFocusReturn();
  const { data, error, refetch } = useQuery(messageSettingsQuery);
  return (
    <Drawer open title={t('messages.settings')} size={480} onClose={onClose}>
      {error !== null && data === undefined && <LoadFailure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <SettingsForm settings={data} onClose={onClose} />}
    </Drawer>
  );
}
