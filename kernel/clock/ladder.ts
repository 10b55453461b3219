import type { Because, Explained, Text } from '#kernel/text.ts';
import type { Calendar } from '#standards/calendar.ts';
import { addDays } from '#standards/day.ts';
import { clockText, dayOf, endOfDay, startOfDay } from './zone.ts';

/** How high lateness has climbed: 0 in time, then 提醒, 督办单, 通报, 约谈, 问责. */
export type Rung = 0 | 1 | 2 | 3 | 4 | 5;

interface RungName extends Text {
  readonly code: string;
}

export const rungNames: Readonly<Record<Rung, RungName>> = {
  0: { code: 'in-time', zh: '期限内', en: 'in time' },
  1: { code: 'remind', zh: '提醒', en: 'reminder' },
  2: { code: 'supervision-notice', zh: '督办单', en: 'supervision notice' },
  3: { code: 'circular', zh: '通报', en: 'circular' },
  4: { code: 'interview', zh: '约谈', en: 'interview' },
  5: { code: 'accountability', zh: '问责', en: 'accountability' },
};

const climb = [1, 2, 3, 4, 5] as const;

/** The parameters `ladder.rung-working-days` and `ladder.warn-days`. */
export interface LadderParameters {
  /** For each rung the working days after the due day; 0 is as soon as it is late. Ascending, at most five: a shorter list ends lower. */
  readonly rung_working_days: readonly number[];
  /** Natural days before the due day, each at least 1. */
  readonly warn_days: readonly number[];
}

/** One thing that lateness, or its approach, makes fall due. */
export type LadderStep =
  | { readonly at: Date; readonly kind: 'due-soon'; readonly rung: 0; readonly days_left: number }
  | { readonly at: Date; readonly kind: 'rung'; readonly rung: Exclude<Rung, 0>; readonly working_days_late: number };

export interface LadderState {
  readonly rung: Rung;
  /** What fell last, warnings included. */
  readonly owed: LadderStep | null;
  readonly next: LadderStep | null;
  readonly next_at: Date | null;
}

function check({ rung_working_days, warn_days }: LadderParameters): void {
  const whole = (value: number) => Number.isInteger(value) && value >= 0;
  const ascending = rung_working_days.every((value, index) => index === 0 || value > (rung_working_days[index - 1] ?? value));
  if (rung_working_days.length > climb.length || !rung_working_days.every(whole) || !ascending) {
    throw new RangeError(`rungs must be at most ${climb.length} ascending whole numbers of working days: ${rung_working_days.join(', ')}`);
  }
  if (!warn_days.every((value) => whole(value) && value >= 1))
    throw new RangeError(`warnings must be whole days, 1 or more: ${warn_days.join(', ')}`);
}

/**
 * Every step of a deadline, in order of time. A warning falls at 00:00+08:00 of its day; a rung falls the millisecond after its
 * working days have passed, counted from the due day as a period is. Throws a RangeError on parameters that are no ladder.
 */
export function ladderSteps(due_at: Date, parameters: LadderParameters, calendar: Calendar): readonly LadderStep[] {
  check(parameters);
  const due_day = dayOf(due_at);
  const warnings = parameters.warn_days.map(
    (days_left): LadderStep => ({ at: startOfDay(addDays(due_day, -days_left)), kind: 'due-soon', rung: 0, days_left }),
  );
  const rungs = climb.slice(0, parameters.rung_working_days.length).map((rung, index): LadderStep => {
    const working_days_late = parameters.rung_working_days[index] ?? 0;
    const passed = working_days_late === 0 ? due_at : endOfDay(calendar.addWorkingDays(due_day, working_days_late));
    return { at: new Date(passed.getTime() + 1), kind: 'rung', rung, working_days_late };
  });
  return [...warnings, ...rungs].sort((a, b) => a.at.getTime() - b.at.getTime() || a.rung - b.rung);
}

/** The first step after `moment`, exclusive; null when all have fallen. A deadline opened late in its period skips the warnings already past. */
export function nextStep(steps: readonly LadderStep[], moment: Date): LadderStep | null {
  return steps.find((step) => step.at > moment) ?? null;
}

/** The steps that fell from `since` to `until`, both included: what a sweep that was away has to make up for, in order. */
export function stepsBetween(steps: readonly LadderStep[], since: Date, until: Date): readonly LadderStep[] {
  return steps.filter((step) => step.at >= since && step.at <= until);
}

export function stepText(step: LadderStep): Text {
  if (step.kind === 'due-soon') {
    return {
      zh: `距期限 ${step.days_left} 天预警`,
      en: `warning ${step.days_left} ${step.days_left === 1 ? 'day' : 'days'} before the date due`,
    };
  }
  const name = rungNames[step.rung];
  if (step.working_days_late === 0) return { zh: `逾期即${name.zh}`, en: `${name.en} as soon as late` };
  return {
    zh: `逾期满 ${step.working_days_late} 个工作日，${name.zh}`,
    en: `${name.en} after ${step.working_days_late} working days late`,
  };
}

/** Which rung is owed at `now`, and when the next step falls. Throws a RangeError on parameters that are no ladder. */
export function ladderAt(input: {
  readonly due_at: Date;
  readonly parameters: LadderParameters;
  readonly calendar: Calendar;
  readonly now: Date;
}): Explained<LadderState> {
  const { due_at, parameters, calendar, now } = input;
  const steps = ladderSteps(due_at, parameters, calendar);
  const owed = steps.findLast((step) => step.at <= now) ?? null;
  const next = nextStep(steps, now);
  const rung = owed?.rung ?? 0;
  const due = {
    rule: 'ladder.due',
    text: { zh: `期限为 ${clockText(due_at)}`, en: `due ${clockText(due_at)}` },
    inputs: { due_at: due_at.toISOString(), now: now.toISOString() },
  };
  const reasons = [owed, next].flatMap((step, index): Because[] => {
    if (step === null) return [];
    const [zh, en] = index === 0 ? ['现为', 'now'] : ['其后', 'next'];
    const text = stepText(step);
    const at = clockText(step.at);
    return [
      {
        rule: index === 0 ? 'ladder.owed' : 'ladder.next',
        text: { zh: `${zh}：${text.zh}（${at}）`, en: `${en}: ${text.en} (${at})` },
        inputs: { rung: step.rung, calendar_version: calendar.version },
      },
    ];
  });
  return { value: { rung, owed, next, next_at: next?.at ?? null }, because: [due, ...reasons] };
}
