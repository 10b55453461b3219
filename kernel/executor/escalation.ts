import { type LadderParameters, ladderSteps, nextStep, rungNames } from '#kernel/clock/ladder.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import type { Calendar } from '#standards/calendar.ts';
import type { Escalation, Ladder } from './request.ts';

type Level = 'county' | 'city' | 'province';

/** Who is told at each rung beside the desk that is late: the supervision of an ever higher level. */
const told: Readonly<Record<number, readonly Level[]>> = {
  1: [],
  2: ['county'],
  3: ['county', 'city'],
  4: ['city'],
  5: ['city', 'province'],
};

/** The ladder 提醒 → 督办单 → 通报 → 约谈 → 问责 by the parameters of the day. Listed supervision is no rung of it. */
export function ladderOf(parts: { readonly calendar: () => Calendar; readonly parameters: (moment: Date) => LadderParameters }): Ladder {
  const { calendar, parameters } = parts;
  return {
    first: (opened_at, due_at) => {
      const steps = ladderSteps(due_at, parameters(opened_at), calendar());
      // Late on the day it begins (a licence filed after it ran out): looked at by the next sweep, which climbs what is owed.
      const late = steps.some((step) => step.kind === 'rung' && step.at <= opened_at);
      return late ? opened_at : (nextStep(steps, opened_at)?.at ?? null);
    },
    reach: (row, rung, due_at, now): Escalation => {
      const steps = ladderSteps(due_at, parameters(now), calendar());
      const next_at = steps.find((step) => step.kind === 'rung' && step.rung === rung + 1)?.at ?? null;
      const kind = Object.entries(rungNames).find(([number]) => Number(number) === rung)?.[1].code ?? 'remind';
      const above = (told[rung] ?? []).map((level) => deskAt(row.region, level, 'emergency'));
      const desks = [...new Set([row.desk ?? '', ...above])].filter((desk) => desk !== '');
      return { next_at, notices: desks.map((desk) => ({ desk, kind, must_acknowledge: rung >= 2 })) };
    },
  };
}
