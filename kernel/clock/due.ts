import type { Because, Explained, Text } from '#kernel/text.ts';
import type { Calendar } from '#standards/calendar.ts';
import type { Day } from '#standards/day.ts';
import { addPeriod, joinPauses, type Pause, type Period, periodText } from './period.ts';
import { clockText, dayOf, endOfDay } from './zone.ts';

/** More time, granted: a further period counted from the date due so far, or a new last day. */
export type Extension = { readonly period: Period; readonly reason?: Text } | { readonly until: Day; readonly reason?: Text };

export interface DeadlineInput {
  /** The moment of the event that starts the period. */
  readonly base: Date;
  readonly period: Period;
  readonly pauses?: readonly Pause[];
  /** In the order they were granted. */
  readonly extensions?: readonly Extension[];
  readonly calendar: Calendar;
  /** The article that sets the period; it becomes the source of the first reason. */
  readonly source?: string;
}

export interface Deadline {
  readonly due_at: Date;
  readonly due_day: Day;
  readonly calendar: string;
  readonly calendar_version: number;
}

function opening({ base, period, calendar, source }: DeadlineInput): Because {
  const length = periodText(period);
  const [from, rule] =
    period.unit === 'hour'
      ? [clockText(base), { zh: '自该时刻起算', en: 'from that moment' }]
      : [dayOf(base), { zh: '当日不计', en: 'the day itself not counted' }];
  return {
    rule: 'period',
    text: { zh: `自 ${from}（${rule.zh}）起 ${length.zh}`, en: `${length.en} from ${from} (${rule.en})` },
    inputs: { base: base.toISOString(), n: period.n, unit: period.unit, calendar: calendar.code, calendar_version: calendar.version },
    source: source ?? '民法典 第二百零一条',
  };
}

function extend(due: Date, extension: Extension, calendar: Calendar, pauses: readonly Pause[]): { at: Date; because: readonly Because[] } {
  const reason = extension.reason ?? { zh: '准予延期', en: 'extension granted' };
  if ('period' in extension) {
    const ended = addPeriod(due, extension.period, calendar, pauses);
    const length = periodText(extension.period);
    const text = {
      zh: `${reason.zh}：自 ${dayOf(due)} 起再 ${length.zh}，至 ${dayOf(ended.at)}`,
      en: `${reason.en}: ${length.en} more from ${dayOf(due)}, to ${dayOf(ended.at)}`,
    };
    return { at: ended.at, because: [{ rule: 'extension', text }, ...ended.because] };
  }
  // A new calendar may move the date past the day once granted; nobody loses time by an extension.
  const until = endOfDay(extension.until);
  const at = until > due ? until : due;
  const text =
    at === until
      ? { zh: `${reason.zh}：至 ${extension.until}`, en: `${reason.en}: until ${extension.until}` }
      : {
          zh: `${reason.zh}至 ${extension.until}，不早于原期限，期限不变`,
          en: `${reason.en} until ${extension.until}: not later than the date due, which stands`,
        };
  return { at, because: [{ rule: 'extension', text }] };
}

/**
 * The one function that says when something is due: the period from its base, less the pauses, plus the extensions in turn.
 * It explains itself: what was counted, which runs of days were not and why, by which calendar version. Beyond the years a
 * calendar confirms, a reason carries status `unverified`. Throws a RangeError as `addPeriod` and `joinPauses` do.
 */
export function effectiveDeadline(input: DeadlineInput): Explained<Deadline> {
  const { calendar } = input;
  const pauses = joinPauses(input.pauses ?? []);
  const first = addPeriod(input.base, input.period, calendar, pauses);
  const because: Because[] = [opening(input), ...first.because];
  let due_at = first.at;
  for (const extension of input.extensions ?? []) {
    const step = extend(due_at, extension, calendar, pauses);
    due_at = step.at;
    because.push(...step.because);
  }
  const due_day = dayOf(due_at);
  const last = clockText(due_at);
  because.push({
    rule: 'due',
    text: { zh: `期限为 ${last}（北京时间）`, en: `due ${last} (China Standard Time)` },
    inputs: { due_at: due_at.toISOString() },
  });
  return { value: { due_at, due_day, calendar: calendar.code, calendar_version: calendar.version }, because };
}
