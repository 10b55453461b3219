import { KeyOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, type FormInstance, Input } from 'antd';
import { useState } from 'react';
import { ApiError, api } from '#web/api/client.ts';
import { sessionQuery } from '#web/api/queries.ts';
import type { ProblemBody, Session, Text } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { localProblemBody, ProblemAlert } from '../shared/problem-alert.tsx';
import { answerWithPasskey, passkeysWork } from './passkey.ts';
import { rememberLogin } from './session.tsx';

interface Props {
  readonly login?: string;
  readonly onEntered: (session: Session) => void;
}

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly code?: string;
}

/** The ways of a second step that are open, as the server named them; null while none is asked for. */
type Ways = ReadonlySet<string> | null;

function Complaint({ problem, ways }: { readonly problem: ProblemBody | null; readonly ways: Ways }) {
  const { t } = useWords();
  if (problem?.code === 'locked-out')
    return (
      <Alert
        type="warning"
        showIcon
        title={t('login.locked')}
        description={<ProblemAlert problem={problem} bare />}
        style={{ marginBottom: 16 }}
      />
    );
  if (problem !== null) return <ProblemAlert problem={problem} />;
  return ways === null ? null : <Alert type="info" showIcon title={t('factor.step')} style={{ marginBottom: 16 }} />;
}

/** What stands in the fields, hidden ones too. */
function namesIn(form: FormInstance<Typed>): { login: string; password: string } {
  const { login, password } = form.getFieldsValue(true);
  return { login: (login ?? '').trim(), password: password ?? '' };
}

const cancelled: Text = {
  zh: '没有完成：已取消，或设备没有回应。可以再试一次。',
  en: 'Not done: it was cancelled, or the device did not answer. You can try again.',
};

/** What is typed, sent and answered. The password is kept nowhere but in its field, also while the second step is asked for. */
function useLogIn(onEntered: Props['onEntered']) {
  const client = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  const [ways, setWays] = useState<Ways>(null);

  function fail(error: unknown): void {
    const found = error instanceof ApiError ? error.problem : localProblemBody;
    const asksMore = found.code === 'second-step-required';
    setProblem(asksMore ? null : found);
    if (asksMore) {
      setWays(new Set(found.details.map((each) => each.code)));
    } else if (ways !== null && found.code === 'invalid') {
      // A wrong second step is asked for again, everything else begins with the password.
      form.resetFields(['code']);
    } else {
      setWays(null);
      form.setFieldValue('password', '');
      form.focusField('password');
    }
  }

  async function send(path: string, body: object): Promise<void> {
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      await api.post(path, body);
      const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      const login = form.getFieldValue('login');
      if (typeof login === 'string' && login.trim() !== '') rememberLogin(login.trim());
      if (session !== null) onEntered(session);
    } catch (error) {
      fail(error);
    } finally {
      setPending(false);
    }
  }

  const typed = () => namesIn(form);
  return {
    form,
    problem,
    pending,
    ways,
    enter: () => {
      const code = form.getFieldValue('code')?.trim() ?? '';
      return send('/v1/session', ways === null || code === '' ? typed() : { ...typed(), code });
    },
    byPasskey: async () => {
      try {
        const asked = await answerWithPasskey();
        if ('failed' in asked) return setProblem({ ...localProblemBody, text: cancelled });
        const { answer } = asked;
        await (ways === null ? send('/v1/session/passkey', { passkey: answer }) : send('/v1/session', { ...typed(), passkey: answer }));
      } catch (error) {
        fail(error);
      }
    },
    startOver: () => {
      setWays(null);
      setProblem(null);
      form.resetFields();
    },
  };
}

/** Logs in and reads the session that it gives. */
export function LogInForm({ login, onEntered }: Props) {
  const { t } = useWords();
  const { form, problem, pending, ways, enter, byPasskey, startOver } = useLogIn(onEntered);
  const known = login !== undefined && login !== '';
  const required = [{ required: true, message: t('login.required') }];
  const byCode = ways?.has('authenticator') === true || ways?.has('recovery-code') === true;
  const offersPasskey = passkeysWork() && (ways === null || ways.has('passkey'));
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ login: login ?? '', password: '' }} onFinish={enter}>
      <div aria-live="assertive">
        <Complaint problem={problem} ways={ways} />
      </div>
      <Form.Item name="login" label={t('login.user')} rules={required} hidden={ways !== null}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus={!known} maxLength={100} />
      </Form.Item>
      <Form.Item name="password" label={t('login.password')} rules={required} hidden={ways !== null}>
        <Input.Password autoComplete="current-password" autoFocus={known} maxLength={200} />
      </Form.Item>
      {byCode && (
        <Form.Item name="code" label={t('factor.stepCode')} rules={required}>
          <Input autoComplete="one-time-code" autoFocus spellCheck={false} maxLength={40} />
        </Form.Item>
      )}
      {(ways === null || byCode) && (
        <Button type="primary" htmlType="submit" block loading={pending}>
          {t('login.enter')}
        </Button>
      )}
      {offersPasskey && (
        <Button icon={<KeyOutlined />} block disabled={pending} style={{ marginTop: 12 }} onClick={() => void byPasskey()}>
          {t(ways === null ? 'factor.passkeyLogIn' : 'factor.usePasskey')}
        </Button>
      )}
      {ways !== null && (
        <Button type="link" block style={{ marginTop: 8 }} onClick={startOver}>
          {t('factor.other')}
        </Button>
      )}
    </Form>
  );
}
