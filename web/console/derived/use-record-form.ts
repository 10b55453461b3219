import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError, api, newKey } from '#web/api/client.ts';
import type { Acted, ProblemBody, RecordRow } from '#web/api/types.ts';
import { localProblemBody } from '../shared/problem-alert.tsx';
import {
  checkValues,
  draftKey,
  type Errors,
  fieldsOf,
  initialValues,
  inputOf,
  keepDraft,
  readDraft,
  sortProblem,
  type Values,
  without,
} from './form-state.ts';
import type { AnyAction, AnyRecordType } from './types.ts';

export interface Act {
  readonly type: AnyRecordType;
  readonly name: string;
  readonly action: AnyAction;
  /** The record acted upon; null to begin one. */
  readonly row: RecordRow | null;
}

export interface RecordForm {
  readonly values: Values;
  readonly errors: Errors;
  readonly problem: ProblemBody | null;
  readonly restored: boolean;
  readonly pending: boolean;
  readonly change: (name: string, value: unknown) => void;
  readonly discard: () => void;
  /** The finished act; null when it was refused here or there. */
  readonly submit: () => Promise<Acted | null>;
  readonly clearProblem: () => void;
}

async function post({ type, name, row }: Act, input: Values, key: string): Promise<Acted | ProblemBody> {
  try {
    return row === null
      ? await api.post<Acted>(`/v1/${type.plural}`, { action: name, input }, key)
      : await api.post<Acted>(`/v1/${type.plural}/${row.id}/${name}`, { version: row.version, input }, key);
  } catch (error) {
    return error instanceof ApiError ? error.problem : localProblemBody;
  }
}

/** What was typed, kept in this tab until the act is done; with it the key that makes every try the same act. */
function useDraft(act: Act, person: string, initial: Values) {
  const place = draftKey(person, act.type.name, act.row?.id ?? null, act.name);
  const [draft] = useState(() => readDraft(sessionStorage, place));
  const [values, setValues] = useState<Values>(draft?.values ?? initial);
  const [key, setKey] = useState(() => draft?.key ?? newKey());
  const finished = useRef(false);
  useEffect(() => {
    if (!finished.current) keepDraft(sessionStorage, place, { key, values }, initial);
  }, [place, key, values, initial]);
  return {
    values,
    setValues,
    key,
    renewKey: () => setKey(newKey()),
    restored: draft !== null,
    finish: () => {
      finished.current = true;
      sessionStorage.removeItem(place);
    },
  };
}

/**
 * One opening of one form. Its idempotency key is made once and sent with every try, so that a retry after a lost answer is never a second act; only after the
 * server has refused (and so done nothing) does a changed input get a new one.
 */
export function useRecordForm(act: Act, person: string): RecordForm {
  const { type, action, row } = act;
  const initial = useMemo(() => initialValues(type, action, row), [type, action, row]);
  const draft = useDraft(act, person, initial);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  // A double click arrives before the button is drawn as disabled.
  const busy = useRef(false);

  async function submit(): Promise<Acted | null> {
    const found = checkValues(type, action, draft.values);
    setErrors(found);
    if (busy.current || Object.keys(found).length > 0) return null;
    busy.current = true;
    setPending(true);
    setProblem(null);
    const answer = await post(act, inputOf(action, initial, draft.values), draft.key);
    busy.current = false;
    setPending(false);
    if (!('code' in answer)) {
      draft.finish();
      return answer;
    }
    setProblem(answer);
    setErrors(sortProblem(answer, fieldsOf(action)).errors);
    if (answer.status >= 400 && answer.status < 500) draft.renewKey();
    return null;
  }

  return {
    values: draft.values,
    errors,
    problem,
    restored: draft.restored,
    pending,
    change: (name, value) => {
      draft.setValues((known) => ({ ...known, [name]: value }));
      setErrors((known) => without(known, name));
    },
    discard: () => {
      draft.setValues(initial);
      setErrors({});
      setProblem(null);
    },
    clearProblem: () => setProblem(null),
    submit,
  };
}
