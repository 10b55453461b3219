import { KeyOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { ApiError, api, onConfirmationRequired } from '#web/api/client.ts';
import type { ProblemBody, Session } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { localProblemBody, ProblemAlert } from '../shared/problem-alert.tsx';
import { answerWithPasskey, passkeysWork } from './passkey.ts';
import { rememberedLogin } from './session.tsx';

/** As the server's setting `confirmedMs` has it. */
const minutes = 10;

interface Typed {
  readonly proof: string;
}

function ConfirmForm({ session, onDone }: { readonly session: Session; readonly onDone: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Typed>();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  const byFactor = session.secondFactor;

  async function send(body: object): Promise<void> {
    if (pending) return;
    setPending(true);
    setProblem(null);
    try {
      await api.post('/v1/session/confirm', body);
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem : localProblemBody);
      form.resetFields();
    } finally {
      setPending(false);
    }
  }

  async function byPasskey(): Promise<void> {
    const asked = await answerWithPasskey();
    if ('answer' in asked) await send({ passkey: asked.answer });
  }

  const rules = [{ required: true, message: t('login.required') }];
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ proof }) => send(byFactor ? { code: proof.trim() } : { password: proof })}
    >
      <div aria-live="assertive">{problem !== null && <ProblemAlert problem={problem} />}</div>
      <input type="text" autoComplete="username" value={rememberedLogin()} readOnly hidden />
      <Form.Item name="proof" label={t(byFactor ? 'factor.stepCode' : 'login.password')} rules={rules}>
        {byFactor ? (
          <Input autoComplete="one-time-code" autoFocus spellCheck={false} maxLength={40} />
        ) : (
          <Input.Password autoComplete="current-password" autoFocus maxLength={200} />
        )}
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={pending}>
        {t('confirm.go')}
      </Button>
      {byFactor && passkeysWork() && (
        <Button
          icon={<KeyOutlined />}
          block
          disabled={pending}
          style={{ marginTop: 12 }}
          onClick={() => void byPasskey().catch(() => setProblem(localProblemBody))}
        >
          {t('factor.usePasskey')}
        </Button>
      )}
    </Form>
  );
}

/** Before a sensitive act the server asks who sits there: the question comes over the page, and the request is sent again after it. */
export function ConfirmDialog({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const [waiting, setWaiting] = useState<{ readonly done: (confirmed: boolean) => void } | null>(null);

  useEffect(() => {
    let asked: Promise<boolean> | null = null;
    onConfirmationRequired(() => {
      asked ??= new Promise<boolean>((resolve) => {
        setWaiting({
          done: (confirmed) => {
            asked = null;
            setWaiting(null);
            resolve(confirmed);
          },
        });
      });
      return asked;
    });
    return () => onConfirmationRequired(null);
  }, []);

  return (
    <Modal
      open={waiting !== null}
      title={t('confirm.title')}
      footer={null}
      width={380}
      destroyOnHidden
      // Above a drawer or a question that asked for the act.
      zIndex={1200}
      mask={{ closable: false }}
      onCancel={() => waiting?.done(false)}
    >
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('confirm.help', { minutes })}
      </p>
      <ConfirmForm session={session} onDone={() => waiting?.done(true)} />
    </Modal>
  );
}
