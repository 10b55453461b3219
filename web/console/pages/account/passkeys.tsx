import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '#web/api/client.ts';
import { useWords } from '../../language/language.ts';
import { makePasskey, passkeysWork } from '../../session/passkey.ts';
import { formatMoment } from '../../shared/format.ts';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { type Passkey, useFactorsChanged } from './factors.ts';

/** A refusal or a good end, told in passing. */
function useTold() {
  const { say } = useWords();
  const { message } = App.useApp();
  return {
    done: (text: string) => void message.success(text),
    refuse: (text: string) => void message.warning(text),
    fail: (error: unknown) => {
      const problem = problemBodyOf(error);
      void message.error(say(problem.details[0]?.text ?? problem.text));
    },
  };
}

interface NameProps {
  readonly title: string;
  readonly name: string;
  readonly onName: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

function NameDialog({ title, name, onName, onClose }: NameProps) {
  const { t } = useWords();
  const [form] = Form.useForm<{ name: string }>();
  const [pending, setPending] = useState(false);
  async function submit(typed: { name: string }): Promise<void> {
    setPending(true);
    await onName(typed.name.trim()).finally(() => setPending(false));
  }
  return (
    <Modal
      open
      title={title}
      okText={t('common.confirm')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={420}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('factor.passkeyName')}
          extra={t('factor.passkeyNameHelp')}
          rules={[{ required: true, whitespace: true, message: t('login.required') }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function PasskeyLine({ passkey }: { readonly passkey: Passkey }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const { done, fail } = useTold();
  const changed = useFactorsChanged();
  const [naming, setNaming] = useState(false);
  const place = `/v1/account/passkeys/${passkey.id}`;
  const remove = () =>
    modal.confirm({
      title: t('factor.removePasskey', { name: passkey.name }),
      content: t('factor.removeHelp'),
      okText: t('factor.remove'),
      onOk: () =>
        api
          .remove(place)
          .then(changed)
          .then(() => done(t('factor.removed')), fail),
    });
  const rename = (name: string) =>
    api
      .post(`${place}/name`, { name })
      .then(changed)
      .then(() => setNaming(false), fail);
  return (
    <li className="row between" style={{ alignItems: 'flex-start', marginTop: 12 }}>
      <div className="grow">
        <div>{passkey.name}</div>
        <dl className="card-facts plain">
          <dt>{t('factor.created')}</dt>
          <dd className="number">{formatMoment(passkey.createdAt)}</dd>
          <dt>{t('factor.used')}</dt>
          <dd className="number">{passkey.usedAt === null ? t('factor.neverUsed') : formatMoment(passkey.usedAt)}</dd>
        </dl>
      </div>
      <div className="row">
        <Button aria-label={`${t('factor.rename')} ${passkey.name}`} onClick={() => setNaming(true)}>
          {t('factor.rename')}
        </Button>
        <Button aria-label={`${t('factor.remove')} ${passkey.name}`} onClick={remove}>
          {t('factor.remove')}
        </Button>
      </div>
      {naming && <NameDialog title={t('factor.rename')} name={passkey.name} onName={rename} onClose={() => setNaming(false)} />}
    </li>
  );
}

interface Props {
  readonly passkeys: readonly Passkey[];
  readonly onCodes: (codes: readonly string[]) => void;
}

export function Passkeys({ passkeys, onCodes }: Props) {
  const { t } = useWords();
  const { done, refuse, fail } = useTold();
  const changed = useFactorsChanged();
  const [adding, setAdding] = useState(false);
  const works = passkeysWork();

  async function add(name: string): Promise<void> {
    try {
      const made = await makePasskey();
      if ('failed' in made) return refuse(t(made.failed === 'exists' ? 'factor.passkeyExists' : 'factor.passkeyCancelled'));
      const { codes } = await api.post<{ codes: readonly string[] }>('/v1/account/passkeys', { name, response: made.answer });
      setAdding(false);
      done(t('factor.enabled'));
      onCodes(codes);
      await changed();
    } catch (error) {
      fail(error);
    }
  }

  return (
    <li>
      <div className="row between" style={{ alignItems: 'flex-start' }}>
        <div className="grow">
          <h3>{t('factor.passkeys')}</h3>
          <p className="muted">{t('factor.passkeysHelp')}</p>
        </div>
        {works && <Button onClick={() => setAdding(true)}>{t('factor.addPasskey')}</Button>}
      </div>
      {!works && <p className="muted">{t('factor.noPasskeys')}</p>}
      {works && passkeys.length === 0 && <p className="muted">{t('factor.passkeysNone')}</p>}
      <ul className="plain">
        {passkeys.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {adding && <NameDialog title={t('factor.addPasskey')} name="" onName={add} onClose={() => setAdding(false)} />}
    </li>
  );
}
