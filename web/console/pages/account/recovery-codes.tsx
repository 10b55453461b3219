import { App, Button, Modal } from 'antd';
import { api } from '#web/api/client.ts';
import { useWords } from '../../language/language.ts';
import { problemBodyOf } from '../../shared/problem-alert.tsx';
import { useFactorsChanged } from './factors.ts';

/** Shown this once: the server keeps only hashes of them. */
export function CodesOnce({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      void message.success(t('common.copied'));
    } catch {
      void message.warning(t('factor.copyFailed'));
    }
  }
  return (
    <Modal
      open
      title={t('factor.codesOnce')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={420}
      footer={[
        <Button key="copy" onClick={() => void copy()}>
          {t('common.copy')}
        </Button>,
        <Button key="kept" type="primary" onClick={onClose}>
          {t('factor.codesKept')}
        </Button>,
      ]}
    >
      <p className="muted">{t('factor.codesOnceHelp')}</p>
      <ul className="plain mono recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Modal>
  );
}

export function RecoveryCodes({ left, onCodes }: { readonly left: number; readonly onCodes: (codes: readonly string[]) => void }) {
  const { t, say } = useWords();
  const { message, modal } = App.useApp();
  const changed = useFactorsChanged();
  const fail = (error: unknown) => void message.error(say(problemBodyOf(error).details[0]?.text ?? problemBodyOf(error).text));
  async function renew(): Promise<void> {
    const made = await api.post<{ codes: readonly string[] }>('/v1/account/recovery-codes', undefined);
    onCodes(made.codes);
    await changed();
  }
  return (
    <li className="row between" style={{ alignItems: 'flex-start' }}>
      <div className="grow">
        <h3>
          {t('factor.codes')} <span className="number muted">{t('factor.codesLeft', { count: left })}</span>
        </h3>
        <p className="muted">{t('factor.codesHelp')}</p>
      </div>
      <Button
        onClick={() =>
          modal.confirm({ title: t('factor.codesNewTitle'), content: t('factor.codesNewHelp'), onOk: () => renew().catch(fail) })
        }
      >
        {t('factor.codesNew')}
      </Button>
    </li>
  );
}
