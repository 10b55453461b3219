import { Alert, App, Button, Drawer, Form, Modal } from 'antd';
import { useRef, useState } from 'react';
import type { Acted, Labels } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { useSession } from '../session/session.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useFocusReturn } from '../shared/use-focus-return.ts';
import { fieldsOf } from './form-state.ts';
import { RecordFields } from './record-fields.tsx';
import { type Act, type RecordForm, useRecordForm } from './use-record-form.ts';
import './derived.css';

interface Props {
  readonly act: Act;
  readonly labels: Labels;
  readonly onClose: () => void;
  readonly onDone: (done: Acted) => void;
  /** Reads the record again after somebody else changed it. */
  readonly onReload: () => Promise<unknown>;
}

/** What stands above the inputs: why it was not done, what came back from the last visit. */
function Notes({ form, act, onReload }: { readonly form: RecordForm; readonly act: Act; readonly onReload: () => Promise<unknown> }) {
  const { t } = useWords();
  const [reloaded, setReloaded] = useState(false);
  const { problem } = form;
  const shown = new Set(fieldsOf(act.action));
  async function reload(): Promise<void> {
    await onReload();
    form.clearProblem();
    setReloaded(true);
  }
  return (
    <div aria-live="polite">
      {problem !== null && problem.code === 'stale' && (
        <Alert
          type="warning"
          showIcon
          title={t('form.stale')}
          action={<Button onClick={() => void reload()}>{t('form.reload')}</Button>}
          style={{ marginBottom: 16 }}
        />
      )}
      {problem !== null && problem.code !== 'stale' && <ProblemAlert problem={problem} except={shown} />}
      {problem === null && reloaded && <Alert type="info" showIcon title={t('form.reloaded')} style={{ marginBottom: 16 }} />}
      {problem === null && form.restored && (
        <Alert
          type="info"
          title={t('form.draft')}
          action={
            <Button size="small" onClick={form.discard}>
              {t('form.discard')}
            </Button>
          }
          style={{ marginBottom: 16 }}
        />
      )}
    </div>
  );
}

function focusFirstError(box: HTMLElement | null): void {
  requestAnimationFrame(() => box?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}

/** One act on one record: asks for what it fills and offers, confirms what cannot be taken back, and keeps what was typed until it is done. */
export function ActDrawer({ act, labels, onClose, onDone, onReload }: Props) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const session = useSession();
  const form = useRecordForm(act, session.person.id);
  useFocusReturn();
  const [asking, setAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { action } = act;
  const empty = fieldsOf(action).length === 0;

  async function submit(): Promise<void> {
    setAsking(false);
    const done = await form.submit();
    if (done === null) return focusFirstError(box.current);
    void message.success(`${say(action.label)}：${t('common.done')}`);
    onDone(done);
  }

  const ask = () => (action.confirm === undefined ? void submit() : setAsking(true));
  if (empty) {
    return (
      <Modal
        open
        title={say(action.label)}
        onCancel={onClose}
        onOk={() => void submit()}
        confirmLoading={form.pending}
        okText={t('common.confirm')}
      >
        <Notes form={form} act={act} onReload={onReload} />
        <p>{action.confirm === undefined ? t('form.irreversible') : say(action.confirm)}</p>
      </Modal>
    );
  }
  const buttons = (
    <div className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button type="primary" loading={form.pending} onClick={ask}>
        {t('common.submit')}
      </Button>
    </div>
  );
  const title = act.row === null ? t('record.new', { label: say(act.type.label) }) : say(action.label);
  return (
    <Drawer
      open
      title={title}
      onClose={onClose}
      size={640}
      footer={buttons}
      mask={{ closable: false }}
      classNames={{ section: 'act-drawer' }}
    >
      <div ref={box}>
        <Notes form={form} act={act} onReload={onReload} />
        <Form layout="vertical" component="div">
          <RecordFields
            type={act.type}
            action={action}
            values={form.values}
            errors={form.errors}
            labels={labels}
            disabled={form.pending}
            onChange={form.change}
          />
        </Form>
      </div>
      <Modal
        open={asking}
        title={t('form.confirmTitle')}
        onCancel={() => setAsking(false)}
        onOk={() => void submit()}
        okText={say(action.label)}
        cancelText={t('common.cancel')}
      >
        {action.confirm !== undefined && <p>{say(action.confirm)}</p>}
        <p className="muted">{t('form.irreversible')}</p>
      </Modal>
    </Drawer>
  );
}
