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
  readonly submit: () => Promise<Acted | null>;
  readonly clearProblem: () => void;
}

function pathOf({ type, name, row }: Act): string {
  return row === null ? `/v1/${type.plural}` : `/v1/${type.plural}/${row.id}/${name}`;
}

function bodyOf({ name, row }: Act, input: Values): unknown {
  return row === null ? { action: name, input } : { version: row.version, input };
}

/**
 * One opening of one form. Its idempotency key is made once and sent with every try, so that a retry after a lost answer is never a second act; only after the
 * server has refused (and so done nothing) does a changed input get a new one.
 */
export function useRecordForm(act: Act, person: string): RecordForm {
  const { type, action, row } = act;
  const key = draftKey(person, type.name, row?.id ?? null, act.name);
  const initial = useMemo(() => initialValues(type, action, row), [type, action, row]);
  const [draft] = useState(() => readDraft(sessionStorage, key));
  const [values, setValues] = useState<Values>(draft?.values ?? initial);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  const [idempotency, setIdempotency] = useState(() => draft?.key ?? newKey());
  const finished = useRef(false);

  useEffect(() => {
    if (!finished.current) keepDraft(sessionStorage, key, { key: idempotency, values }, initial);
  }, [key, idempotency, values, initial]);

  function refuse(found: ProblemBody): void {
    setProblem(found);
    const sorted = sortProblem(found, fieldsOf(action));
    setErrors(sorted.errors);
    if (found.status >= 400 && found.status < 500) setIdempotency(newKey());
  }

  async function send(): Promise<Acted | null> {
    setPending(true);
    setProblem(null);
    try {
      const done = await api.post<Acted>(pathOf(act), bodyOf(act, inputOf(action, initial, values)), idempotency);
      finished.current = true;
      sessionStorage.removeItem(key);
      return done;
    } catch (error) {
      refuse(error instanceof ApiError ? error.problem : localProblemBody);
      return null;
    } finally {
      setPending(false);
    }
  }

  return {
    values,
    errors,
    problem,
    restored: draft !== null,
    pending,
    change: (name, value) => {
      setValues((known) => ({ ...known, [name]: value }));
      setErrors((known) => without(known, name));
    },
    discard: () => {
      setValues(initial);
      setErrors({});
      setProblem(null);
    },
    clearProblem: () => setProblem(null),
    submit: async () => {
      // A double click arrives before the button is drawn as disabled.
      if (busy.current) return null;
      const found = checkValues(type, action, values);
      setErrors(found);
      if (Object.keys(found).length > 0) return null;
      busy.current = true;
      try {
        return await send();
      } finally {
        busy.current = false;
      }
    },
  };
}
