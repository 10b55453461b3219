import { describe, expect, it } from 'vitest';
import { anyRecord } from '#kernel/record/define.ts';
import { enterprise } from '#modules/net/enterprise/record.ts';
import { hiddenDanger } from '#modules/prevention/hidden-danger/record.ts';
import type { RecordRow } from '#web/api/types.ts';
import { stepsOf } from './steps.ts';

const danger = anyRecord(hiddenDanger);

function row(state: string, values: Record<string, unknown> = {}): RecordRow {
  return {
    id: 'x',
    version: 1,
    region: '220000',
    line: '',
    subject: null,
    desk: null,
    due_at: null,
    rung: 0,
    opened_at: '',
    changed_at: '',
    ...values,
    state,
  };
}

function words(visited: readonly string[], now: RecordRow): string {
  return stepsOf(danger, visited, now)
    .map((step) => `${step.state}:${step.status}`)
    .join(' ');
}

describe('the steps of a record', () => {
  it('show the regular way from the first state on', () => {
    expect(words(['reported'], row('reported', { level: null }))).toBe('reported:process rectifying:wait verifying:wait closed:wait');
  });

  it('keep what was passed before the present state', () => {
    expect(words(['reported', 'planning', 'rectifying'], row('rectifying', { level: 'major' }))).toBe(
      'reported:finish planning:finish rectifying:process verifying:wait closed:wait',
    );
  });

  it('put what was sent back ahead again', () => {
    expect(words(['reported', 'rectifying', 'verifying', 'rectifying'], row('rectifying'))).toBe(
      'reported:finish rectifying:process verifying:wait closed:wait',
    );
  });

  it('end in a state where nothing is owed', () => {
    expect(words(['reported', 'rectifying', 'verifying', 'closed'], row('closed'))).toBe(
      'reported:finish rectifying:finish verifying:finish closed:finish',
    );
    expect(words(['reported', 'dismissed'], row('dismissed'))).toBe('reported:finish dismissed:finish');
  });

  it('are one for a register, which is no way', () => {
    expect(stepsOf(anyRecord(enterprise), ['active'], row('active')).map((step) => step.state)).toEqual(['active']);
  });
});
