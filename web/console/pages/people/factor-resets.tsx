import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, api, newKey } from '#web/api/client.ts';
import type { PersonView, ProblemBody } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';
import { formatMoment } from '../../shared/format.ts';
import { localProblemBody, ProblemAlert, problemBodyOf } from '../../shared/problem-alert.tsx';

interface Waiting {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: string;
}

const queryKey = ['factor-resets'];

/** The first hand: says why, and leaves the act to another. */
export function AskReset({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  const [key] = useState(newKey);

  async function ask({ reason }: { reason: string }): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      await api.post(`/v1/people/${person.id}/factor-reset`, { reason: reason.trim() }, key);
      void message.success(t('reset.asked'));
      void client.invalidateQueries({ queryKey });
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem : localProblemBody);
    } finally {
      setPending(false);
    }
  }

  return (
    <Modal
      open
      title={`${t('reset.ask')}：${person.name}`}
      okText={t('common.submit')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <div aria-live="assertive">{problem !== null && <ProblemAlert problem={problem} />}</div>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('reset.askHelp')}
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={ask}>
        <Form.Item
          name="reason"
          label={t('reset.reason')}
          extra={t('reset.reasonHelp')}
          rules={[{ required: true, whitespace: true, message: t('login.required') }]}
        >
          <Input.TextArea autoFocus maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function WaitingLine({ waiting }: { readonly waiting: Waiting }) {
  const { t, say } = useWords();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const own = useSession().person.id === waiting.askedBy;
  const decide = (granted: boolean) =>
    api.post(`/v1/factor-resets/${waiting.id}/decide`, { granted }, newKey()).then(
      () => {
        void message.success(t(granted ? 'reset.granted' : 'reset.declined'));
        return client.invalidateQueries({ queryKey });
      },
      (error: unknown) => void message.error(say(problemBodyOf(error).details[0]?.text ?? problemBodyOf(error).text)),
    );
  const ask = () =>
    modal.confirm({
      title: t('reset.grantTitle', { name: waiting.name }),
      content: t('reset.grantHelp'),
      okText: t('reset.grant'),
      onOk: () => decide(true),
    });
  return (
    <li className="row between" style={{ alignItems: 'flex-start' }}>
      <div className="grow">
        <span className="card-title">{waiting.name}</span>
        <p style={{ overflowWrap: 'anywhere' }}>{waiting.reason}</p>
        <dl className="card-facts plain">
          <dt>{t('reset.by')}</dt>
          <dd>{waiting.askedByName}</dd>
          <dt>{t('reset.at')}</dt>
          <dd className="number">{formatMoment(waiting.askedAt)}</dd>
        </dl>
      </div>
      <div className="row">
        {!own && (
          <Button type="primary" size="small" onClick={ask}>
            {t('reset.grant')}
          </Button>
        )}
        <Button size="small" onClick={() => void decide(false)}>
          {t(own ? 'reset.takeBack' : 'reset.decline')}
        </Button>
      </div>
    </li>
  );
}

/** The second hand's desk; not there while nothing waits. */
export function WaitingResets() {
  const { t } = useWords();
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => api.get<{ items: readonly Waiting[] }>('/v1/factor-resets', {}, signal) });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('reset.title')}</h2>
      <p className="muted">{t('reset.help')}</p>
      <ul className="plain cards">
        {data.items.map((waiting) => (
          <WaitingLine key={waiting.id} waiting={waiting} />
        ))}
      </ul>
    </section>
  );
}
