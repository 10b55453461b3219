import { describe, expect, it } from 'vitest';
import { anyRecord } from '#kernel/record/define.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { hiddenDanger } from '#modules/prevention/hidden-danger/record.ts';
import type { ProblemBody, RecordRow } from '#web/api/types.ts';
import { checkValues, draftKey, initialValues, inputOf, keepDraft, readDraft, sortProblem, without } from './form-state.ts';
import type { AnyAction, AnyRecordType } from './types.ts';

const danger = anyRecord(hiddenDanger);
const register = anyRecord(enterprise);

function actionOf(type: AnyRecordType, name: string): AnyAction {
  const action = type.lifecycle.actions[name];
  if (action === undefined) throw new Error(`no action ${name}`);
  return action;
}

const row: RecordRow = {
  id: 'x',
  version: 3,
  state: 'active',
  region: '220000',
  line: '',
  subject: null,
  desk: null,
  due_at: null,
  rung: 0,
  opened_at: '',
  changed_at: '',
  name: '甲公司',
  address: '一路 1 号',
  employees: 12,
  contact_phone: '138****5678',
};

const storage = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe('a form', () => {
  it('names what is missing and what is ill-formed before anything is sent', () => {
    const errors = checkValues(danger, actionOf(danger, 'report'), { title: '漏', source: 'hearsay', found_on: '2026-13-01' });
    expect(Object.keys(errors).sort()).toEqual(['description', 'enterprise', 'found_on', 'source', 'title']);
    expect(errors.enterprise?.[0]).toEqual({ zh: '请填写“所在企业”', en: 'Enterprise is required' });
    expect(errors.title?.[0]?.zh).toBe('至少 4 个字');
  });

  it('begins an offer with what stands there, except what is masked', () => {
    expect(initialValues(register, actionOf(register, 'correct'), row)).toEqual({ name: '甲公司', address: '一路 1 号', employees: 12 });
    expect(initialValues(danger, actionOf(danger, 'report'), null)).toEqual({});
  });

  it('sends what it must fill, and of what is offered only what was changed', () => {
    const correct = actionOf(register, 'correct');
    const initial = initialValues(register, correct, row);
    expect(inputOf(correct, initial, { ...initial, employees: 15, address: '' })).toEqual({ employees: 15, address: null });
    expect(inputOf(correct, initial, initial)).toEqual({});
    const verify = actionOf(danger, 'verify');
    expect(inputOf(verify, {}, { verification: '合格', photos_verified: [] })).toEqual({ verification: '合格' });
  });
});

describe('a refusal', () => {
  const text = { zh: '不行', en: 'No' };
  const problem: ProblemBody = {
    code: 'invalid',
    status: 422,
    text,
    details: [
      { code: 'a', text, field: 'title' },
      { code: 'b', text, field: 'title' },
      { code: 'c', text, field: 'measures.0.name' },
      { code: 'd', text, field: 'secret' },
      { code: 'e', text },
    ],
  };

  it('stands at its field, and above the form where it has none', () => {
    const { errors, others } = sortProblem(problem, ['title', 'measures']);
    expect(errors).toEqual({ title: [text, text], measures: [text] });
    expect(others.map((each) => each.code)).toEqual(['d', 'e']);
  });

  it('leaves a field when the field is changed', () => {
    expect(without({ title: [text], level: [text] }, 'title')).toEqual({ level: [text] });
  });
});

describe('a draft', () => {
  it('is read by nobody else', () => {
    const mine = draftKey('person-1', 'hidden-danger', null, 'report');
    expect(draftKey('person-2', 'hidden-danger', null, 'report')).not.toBe(mine);
    expect(draftKey('person-1', 'hidden-danger', 'x', 'report')).not.toBe(mine);
  });

  it('survives with the key of its try, and goes when nothing is changed', () => {
    const box = storage();
    keepDraft(box, 'd', { key: 'k-1', values: { title: '漏油' } }, {});
    expect(readDraft(box, 'd')).toEqual({ key: 'k-1', values: { title: '漏油' } });
    keepDraft(box, 'd', { key: 'k-1', values: { title: '' } }, {});
    expect(box.kept.size).toBe(0);
  });

  it('is none when what was kept cannot be read', () => {
    const box = storage();
    for (const bad of ['', '{', '[]', 'null', '{"key":1,"values":{}}', '{"key":"k"}', '{"key":"k","values":null}']) {
      box.setItem('d', bad);
      expect(readDraft(box, 'd'), bad).toBeNull();
    }
  });

  it('does no harm where the browser keeps nothing', () => {
    const full = {
      ...storage(),
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => keepDraft(full, 'd', { key: 'k', values: { a: 1 } }, {})).not.toThrow();
  });
});
