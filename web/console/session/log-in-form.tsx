import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError, api } from '#web/api/client.ts';
import { sessionQuery } from '#web/api/queries.ts';
import type { ProblemBody, Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { localProblemBody, ProblemAlert } from '../shared/problem-alert.tsx';
import { rememberLogin } from './session.tsx';

interface Props {
  readonly login?: string;
  readonly onEntered: (session: Session) => void;
}

/** Logs in and reads the session that it gives. The password is kept nowhere but in its field. */
export function LogInForm({ login, onEntered }: Props) {
  const { t } = useWords();
  const client = useQueryClient();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  const [form] = Form.useForm<{ login: string; password: string }>();

  async function enter(typed: { login: string; password: string }): Promise<void> {
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      await api.post('/v1/session', { login: typed.login.trim(), password: typed.password });
      const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      rememberLogin(typed.login.trim());
      if (session !== null) onEntered(session);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem : localProblemBody);
      form.setFieldValue('password', '');
      form.focusField('password');
    } finally {
      setPending(false);
    }
  }

  const known = login !== undefined && login !== '';
  const required = [{ required: true, message: t('login.required') }];
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ login: login ?? '', password: '' }} onFinish={enter}>
      <div aria-live="assertive">
        {problem?.code === 'locked-out' ? (
          <Alert
            type="warning"
            showIcon
            title={t('login.locked')}
            description={<ProblemAlert problem={problem} bare />}
            style={{ marginBottom: 16 }}
          />
        ) : (
          problem !== null && <ProblemAlert problem={problem} />
        )}
      </div>
      <Form.Item name="login" label={t('login.user')} rules={required}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus={!known} maxLength={100} />
      </Form.Item>
      <Form.Item name="password" label={t('login.password')} rules={required}>
        <Input.Password autoComplete="current-password" autoFocus={known} maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={pending}>
        {t('login.enter')}
      </Button>
    </Form>
  );
}
