import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiError, api } from '#web/api/client.ts';
import type { ProblemBody } from '#web/api/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoment } from '../../shared/format.ts';
import { Mark } from '../../shared/mark.tsx';
import { localProblemBody, ProblemAlert, problemBodyOf } from '../../shared/problem-alert.tsx';
import { useFactorsChanged } from './factors.ts';
import { QrCode } from './qr-code.tsx';

interface Begun {
  readonly secret: string;
  readonly uri: string;
}

interface Props {
  readonly since: string | null;
  readonly onCodes: (codes: readonly string[]) => void;
}

/** The picture to scan and the field for the first code, which shows that scanning worked. */
function SetUp({ begun, onCodes, onCancel }: { readonly begun: Begun; readonly onCodes: Props['onCodes']; readonly onCancel: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const changed = useFactorsChanged();
  const [form] = Form.useForm<{ code: string }>();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);

  async function confirm({ code }: { code: string }): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      const { codes } = await api.post<{ codes: readonly string[] }>('/v1/account/authenticator/confirm', {
        code: code.replaceAll(' ', ''),
      });
      void message.success(t('factor.enabled'));
      onCancel();
      onCodes(codes);
      await changed();
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem : localProblemBody);
      form.resetFields();
      form.focusField('code');
    } finally {
      setPending(false);
    }
  }

  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={confirm} style={{ marginTop: 12 }}>
      <p>{t('factor.scan')}</p>
      <div className="row" style={{ alignItems: 'flex-start', flexWrap: 'wrap', margin: '12px 0' }}>
        <QrCode text={begun.uri} label={t('factor.picture')} />
        <dl className="card-facts plain grow">
          <dt>{t('factor.secret')}</dt>
          <dd className="mono" style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>
            {begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
          </dd>
        </dl>
      </div>
      <div aria-live="assertive">{problem !== null && <ProblemAlert problem={problem} />}</div>
      <Form.Item
        name="code"
        label={t('factor.code')}
        extra={t('factor.codeHelp')}
        rules={[{ required: true, pattern: /^\s*\d{3}\s?\d{3}\s*$/, message: t('factor.sixDigits') }]}
      >
        <Input autoComplete="one-time-code" inputMode="numeric" autoFocus maxLength={9} style={{ width: 160 }} />
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('factor.enable')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </Form>
  );
}

export function Authenticator({ since, onCodes }: Props) {
  const { t, say } = useWords();
  const { message, modal } = App.useApp();
  const changed = useFactorsChanged();
  const [begun, setBegun] = useState<Begun | null>(null);
  const fail = (error: unknown) => {
    const problem = problemBodyOf(error);
    void message.error(say(problem.details[0]?.text ?? problem.text));
  };
  const begin = () => api.post<Begun>('/v1/account/authenticator', undefined).then(setBegun, fail);
  const remove = () =>
    modal.confirm({
      title: t('factor.removeAuthenticator'),
      content: t('factor.removeHelp'),
      okText: t('factor.remove'),
      onOk: () =>
        api
          .remove('/v1/account/authenticator')
          .then(changed)
          .then(() => void message.success(t('factor.removed')), fail),
    });
  return (
    <li>
      <div className="row between" style={{ alignItems: 'flex-start' }}>
        <div className="grow">
          <h3>
            {t('factor.authenticator')}{' '}
            {since === null ? <Mark>{t('factor.off')}</Mark> : <Mark tone="good">{t('factor.since', { at: formatMoment(since) })}</Mark>}
          </h3>
          <p className="muted">{t('factor.authenticatorHelp')}</p>
        </div>
        {since === null ? (
          begun === null && (
            <Button aria-label={`${t('factor.setUp')} ${t('factor.authenticator')}`} onClick={() => void begin()}>
              {t('factor.setUp')}
            </Button>
          )
        ) : (
          <Button aria-label={`${t('factor.remove')} ${t('factor.authenticator')}`} onClick={remove}>
            {t('factor.remove')}
          </Button>
        )}
      </div>
      {since === null && begun !== null && <SetUp begun={begun} onCodes={onCodes} onCancel={() => setBegun(null)} />}
    </li>
  );
}
