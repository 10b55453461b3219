import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiError, api, newKey } from '#web/api/client.ts';
import type { ProblemBody } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { localProblemBody, ProblemAlert } from '../shared/problem-alert.tsx';
import { Entrance } from './entrance.tsx';

interface Typed {
  readonly name: string;
  readonly phone: string;
  readonly login: string;
  readonly password: string;
}

const names = ['name', 'phone', 'login', 'password'] as const;

/** The head of an enterprise who has no account yet: signs up, logs in, claims the enterprise by its code. */
export function SignUpPage() {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Typed>();
  const [key] = useState(newKey);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);

  async function signUp(typed: Typed): Promise<void> {
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      await api.post('/v1/sign-up', typed, key);
      void message.success(t('signUp.done'));
      await navigate('/login');
    } catch (error) {
      const found = error instanceof ApiError ? error.problem : localProblemBody;
      setProblem(found);
      form.setFields(
        found.details.flatMap((detail) => {
          const name = names.find((each) => each === detail.field);
          return name === undefined ? [] : [{ name, errors: [say(detail.text)] }];
        }),
      );
    } finally {
      setPending(false);
    }
  }

  const rules = [{ required: true, message: t('login.required') }];
  return (
    <Entrance title={t('signUp.title')}>
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('signUp.intro')}
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={signUp}>
        {problem !== null && <ProblemAlert problem={problem} except={new Set(names)} />}
        <Form.Item name="name" label={t('signUp.name')} rules={rules}>
          <Input autoComplete="name" maxLength={60} />
        </Form.Item>
        <Form.Item name="phone" label={t('signUp.phone')} rules={rules}>
          <Input autoComplete="tel" inputMode="tel" maxLength={20} />
        </Form.Item>
        <Form.Item name="login" label={t('signUp.login')} rules={rules}>
          <Input autoComplete="username" autoCapitalize="none" maxLength={60} />
        </Form.Item>
        <Form.Item name="password" label={t('login.password')} extra={t('password.rule')} rules={rules}>
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={pending}>
          {t('signUp.submit')}
        </Button>
      </Form>
      <div className="entrance-foot">
        <Link to="/login">{t('login.have')}</Link>
      </div>
    </Entrance>
  );
}
