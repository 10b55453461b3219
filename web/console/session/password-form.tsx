import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError, api, keepCsrf } from '#web/api/client.ts';
import type { ProblemBody, Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { localProblemBody, ProblemAlert } from '../shared/problem-alert.tsx';

interface Typed {
  readonly old: string;
  readonly new: string;
  readonly repeat: string;
}

/** The rules of a good password are the server's; this form only sees that the same was typed twice. */
export function PasswordForm({ login, onChanged }: { readonly login: string; readonly onChanged: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Typed>();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);

  async function change(typed: Typed): Promise<void> {
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      // Changing it ends every session; the answer is the new one, with a new csrf token.
      keepCsrf((await api.post<Session>('/v1/password', { old: typed.old, new: typed.new })).csrf);
      form.resetFields();
      onChanged();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem : localProblemBody);
    } finally {
      setPending(false);
    }
  }

  const required = { required: true, message: t('login.required') };
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={change}>
      {problem !== null && <ProblemAlert problem={problem} />}
      <input type="text" autoComplete="username" value={login} readOnly hidden />
      <Form.Item name="old" label={t('password.old')} rules={[required]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="new" label={t('password.new')} extra={t('password.rule')} rules={[required]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('password.repeat')}
        dependencies={['new']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value === undefined || value === '' || value === getFieldValue('new')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t('password.change')}
      </Button>
    </Form>
  );
}
