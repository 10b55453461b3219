import { Alert, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { grantRefusals } from '#kernel/identity/grants.ts';
import { checkValue, isBlank } from '#kernel/record/check.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Text } from '#kernel/text.ts';
import { ApiError, api, newKey } from '#web/api/client.ts';
import type { PersonView, ProblemBody } from '#web/api/types.ts';
import { type Errors, sortProblem, type Values, without } from '../../derived/form-state.ts';
import { type AskedField, FieldsForm } from '../../derived/record-fields.tsx';
import { useWords } from '../../language/language.ts';
import { useSession } from '../../session/session.tsx';
import { localProblemBody, ProblemAlert } from '../../shared/problem-alert.tsx';
import { useFocusReturn } from '../../shared/use-focus-return.ts';
import { actorOfSession, askedFor, postOf } from './post-fields.ts';
import '../../derived/derived.css';

const notThus: Text = { zh: '不能这样任命', en: 'This appointment is not possible' };

interface Props {
  /** Whom to appoint; null for somebody new. */
  readonly person: PersonView | null;
  readonly onClose: () => void;
  /** With the one-time password of a new person. */
  readonly onDone: (password: string | null) => void;
}

function checkAsked(asked: readonly AskedField[], values: Values): Errors {
  const errors: Record<string, readonly Text[]> = {};
  for (const { name, field, required } of asked) {
    const value = values[name];
    if (isBlank(value)) {
      if (required) errors[name] = [{ zh: `请填写“${field.label.zh}”`, en: `${field.label.en} is required` }];
      continue;
    }
    const wrong = checkValue(field, value);
    if (wrong !== null) errors[name] = [wrong];
  }
  return errors;
}

/** What is typed and what became of it; the rules of who may give what are the kernel's, asked here before the server asks them again. */
function useAppointment({ person, onDone }: Props, actor: Actor) {
  const asked = askedFor(actor, person === null);
  const names = asked.map((each) => each.name);
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  const [key] = useState(newKey);

  function refuse(found: ProblemBody): void {
    setProblem(found);
    setErrors(sortProblem(found, names).errors);
  }

  async function send(post: ReturnType<typeof postOf>): Promise<string | null> {
    if (person !== null) {
      await api.post('/v1/posts', { ...post, person: person.id }, key);
      return null;
    }
    const { name, phone, login } = values;
    return (await api.post<{ password: string | null }>('/v1/people', { name, phone: phone ?? '', login, post }, key)).password;
  }

  async function submit(): Promise<void> {
    const found = checkAsked(asked, values);
    setErrors(found);
    if (Object.keys(found).length > 0 || pending) return;
    const post = postOf(actor, values);
    const refusals = grantRefusals(actor, { person: person?.id ?? '', ...post }, person?.posts.flatMap((each) => each.roles) ?? []);
    if (refusals.length > 0) return refuse({ code: 'forbidden', status: 403, text: notThus, details: refusals });
    setPending(true);
    setProblem(null);
    try {
      onDone(await send(post));
    } catch (error) {
      refuse(error instanceof ApiError ? error.problem : localProblemBody);
    } finally {
      setPending(false);
    }
  }

  function change(name: string, value: unknown): void {
    setValues((known) => ({ ...known, [name]: value }));
    setErrors((known) => without(known, name));
  }

  return { asked, names, values, errors, problem, pending, submit, change };
}

export function AppointDrawer(props: Props) {
  const { person, onClose } = props;
  const { t } = useWords();
  const session = useSession();
  const { asked, names, values, errors, problem, pending, submit, change } = useAppointment(props, actorOfSession(session));
  useFocusReturn();
  const buttons = (
    <div className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button type="primary" loading={pending} onClick={() => void submit()}>
        {t('common.submit')}
      </Button>
    </div>
  );
  return (
    <Drawer
      open
      size={640}
      title={person === null ? t('people.add') : `${t('people.appoint')}：${person.name}`}
      onClose={onClose}
      mask={{ closable: false }}
      footer={buttons}
    >
      <div aria-live="polite">{problem !== null && <ProblemAlert problem={problem} except={new Set(names)} />}</div>
      {person === null && <Alert type="info" title={t('people.oneTimeNote')} style={{ marginBottom: 16 }} />}
      <Form layout="vertical" component="div">
        <FieldsForm asked={asked} values={values} errors={errors} labels={{}} disabled={pending} onChange={change} />
      </Form>
    </Drawer>
  );
}
