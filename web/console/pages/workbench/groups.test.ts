import { describe, expect, it } from 'vitest';
import type { Duty } from '#web/api/types.ts';
import { groupDuties } from './groups.ts';

function duty(id: string, due_at: string): Duty {
  return { type: 'hidden-danger', id, title: id, state: 'rectifying', due_at, rung: 0, region: '220000' };
}

function ids(duties: readonly Duty[]): string {
  return duties.map((each) => each.id).join(' ');
}

describe('duties by date', () => {
  it('stand in the week of the province, Monday to Sunday', () => {
    const now = new Date('2026-11-24T02:00:00.000Z'); // Tuesday, 10:00 in the province
    const groups = groupDuties(
      [
        duty('next-monday', '2026-11-29T16:00:00.000Z'),
        duty('sunday', '2026-11-29T15:59:59.000Z'),
        duty('tomorrow', '2026-11-24T16:00:00.000Z'),
        duty('tonight', '2026-11-24T15:59:59.000Z'),
        duty('an-hour-ago', '2026-11-24T01:00:00.000Z'),
        duty('long-ago', '2026-10-01T01:00:00.000Z'),
      ],
      now,
    );
    expect(ids(groups.overdue)).toBe('long-ago an-hour-ago');
    expect(ids(groups.today)).toBe('tonight');
    expect(ids(groups.week)).toBe('tomorrow sunday');
    expect(ids(groups.later)).toBe('next-monday');
  });

  it('have no rest of the week on a Sunday', () => {
    const groups = groupDuties([duty('monday', '2026-11-29T16:00:00.000Z')], new Date('2026-11-29T02:00:00.000Z'));
    expect(ids(groups.week)).toBe('');
    expect(ids(groups.later)).toBe('monday');
  });
});
