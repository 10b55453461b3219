import { Alert, App, Button, Drawer, Form, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Acted, Labels } from '#web/api/types.ts';
import { useWords } from '../language/language.ts';
import { useSession } from '../session/session.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { useFocusReturn } from '../shared/use-focus-return.ts';
import { fieldsOf } from './form-state.ts';
import { RecordFields } from './record-fields.tsx';
import type { AnyAction } from './types.ts';
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

interface Part extends Props {
  readonly form: RecordForm;
  readonly submit: () => Promise<void>;
}

/** What stands above the inputs: why it was not done, what came back from the last visit. */
function Notes({ form, act, onReload }: Pick<Part, 'form' | 'act' | 'onReload'>) {
  const { t } = useWords();
  const [reloaded, setReloaded] = useState(false);
  const { problem } = form;
  const shown = new Set(fieldsOf(act.action));
  async function reload(): Promise<void> {
    await onReload();
    form.clearProblem();
    setReloaded(true);
  }
  if (problem?.code === 'stale') {
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('form.stale')}
        action={<Button onClick={() => void reload()}>{t('form.reload')}</Button>}
        style={{ marginBottom: 16 }}
      />
    );
  }
  if (problem !== null) {
    const unanswered = problem.status === 0 || problem.status >= 500;
    return (
      <>
        <ProblemAlert problem={problem} except={shown} />
        {unanswered && (
          <p className="muted" style={{ marginBottom: 16 }}>
            {t('form.failed')}
          </p>
        )}
      </>
    );
  }
  if (reloaded) return <Alert type="info" showIcon title={t('form.reloaded')} style={{ marginBottom: 16 }} />;
  if (!form.restored) return null;
  return (
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
  );
}

/** An act that asks for nothing: one question is its whole form. */
function PlainAct({ act, form, submit, onClose, onReload }: Part) {
  const { t, say } = useWords();
  const { label, confirm } = act.action;
  return (
    <Modal
      open
      title={say(label)}
      onCancel={onClose}
      onOk={() => void submit()}
      confirmLoading={form.pending}
      okText={t('common.confirm')}
      cancelText={t('common.cancel')}
    >
      <Notes form={form} act={act} onReload={onReload} />
      <p>{confirm === undefined ? t('form.irreversible') : say(confirm)}</p>
    </Modal>
  );
}

interface QuestionProps {
  readonly action: AnyAction;
  readonly open: boolean;
  readonly onNo: () => void;
  readonly onYes: () => void;
}

function Question({ action, open, onNo, onYes }: QuestionProps) {
  const { t, say } = useWords();
  return (
    <Modal
      open={open}
      title={t('form.confirmTitle')}
      onCancel={onNo}
      onOk={onYes}
      okText={say(action.label)}
      cancelText={t('common.cancel')}
    >
      {action.confirm !== undefined && <p>{say(action.confirm)}</p>}
      <p className="muted">{t('form.irreversible')}</p>
    </Modal>
  );
}

function FormDrawer({ act, labels, form, submit, onClose, onReload }: Part) {
  const { t, say } = useWords();
  const [asking, setAsking] = useState(false);
  const { action, type } = act;
  const confirmed = () => {
    setAsking(false);
    void submit();
  };
  const buttons = (
    <div className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button type="primary" loading={form.pending} onClick={() => (action.confirm === undefined ? void submit() : setAsking(true))}>
        {t('common.submit')}
      </Button>
    </div>
  );
  return (
    <Drawer
      open
      title={say(action.label)}
      onClose={onClose}
      size={640}
      footer={buttons}
      mask={{ closable: false }}
      afterOpenChange={(open) => open && beginIn('.ant-drawer-body')}
    >
      <Notes form={form} act={act} onReload={onReload} />
      <Form layout="vertical" component="div">
        <RecordFields
          type={type}
          action={action}
          values={form.values}
          errors={form.errors}
          labels={labels}
          disabled={form.pending}
          onChange={form.change}
        />
      </Form>
      <Question action={action} open={asking} onNo={() => setAsking(false)} onYes={confirmed} />
    </Drawer>
  );
}

/** The first element of the drawer that matches, once it has been drawn. */
function focusIn(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** Puts the focus on the first field, unless somebody quick is already at one: taking it away would close what they opened. */
function beginIn(body: string): void {
  if (document.activeElement?.closest(body) === null) focusIn(`${body} :is(input, textarea, button)`);
}

/** One act on one record: asks for what it fills and offers, confirms what cannot be taken back, and keeps what was typed until it is done. */
export function ActDrawer(props: Props) {
  const { act, onDone, onReload } = props;
  const { t, say } = useWords();
  const { message } = App.useApp();
  const session = useSession();
  const form = useRecordForm(act, session.person.id);
  const done = useRef(false);
  useFocusReturn();
  // Refused for its state: what stands behind the form is out of date.
  const refused = form.problem?.code === 'refused';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal
  useEffect(() => {
    if (refused) void onReload();
  }, [refused]);

  async function submit(): Promise<void> {
    if (done.current) return;
    const acted = await form.submit();
    if (acted === null) {
      focusIn('.ant-drawer-body [aria-invalid=true]');
      return;
    }
    done.current = true;
    void message.success(`${say(act.action.label)}：${t('common.done')}`);
    onDone(acted);
  }

  const part: Part = { ...props, form, submit };
  return fieldsOf(act.action).length === 0 ? <PlainAct {...part} /> : <FormDrawer {...part} />;
}
