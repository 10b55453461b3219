import type { Calendar } from '#standards/calendar.ts';
import { addDays, type Day, daysBetween } from '#standards/day.ts';
import type { Because, Explained } from '#standards/explained.ts';
import { answerOf, type CalcContext, type Calculator } from './calculator.ts';
import { type InputField, InputReader } from './input.ts';

type Unit = 'working-day' | 'natural-day';

const units: readonly Unit[] = ['working-day', 'natural-day'];
const day = { zh: '日期 YYYY-MM-DD', en: 'day YYYY-MM-DD' };

/** Ten years: longer than any period of the field, and short to count. */
const mostDays = 3660;

const input: readonly InputField[] = [
  {
    name: 'from',
    type: day,
    required: true,
    meaning: { zh: '起算日，当日不计', en: 'the day of the event; it is not counted' },
    example: '2026-09-28',
  },
  {
    name: 'days',
    type: { zh: '整数', en: 'whole number' },
    required: false,
    meaning: { zh: '天数：求到期日（与 to 二选一）', en: 'how many days: answers the day due (either this or to)' },
    example: 5,
  },
  {
    name: 'to',
    type: day,
    required: false,
    meaning: { zh: '截止日，当日计入：求天数（与 days 二选一）', en: 'the last day, counted: answers how many days (either this or days)' },
    example: '2026-10-10',
  },
  {
    name: 'unit',
    type: { zh: 'working-day 或 natural-day', en: 'working-day or natural-day' },
    required: false,
    meaning: { zh: '工作日（默认）或自然日', en: 'working days (the default) or natural days' },
    example: 'working-day',
  },
  {
    name: 'calendar',
    type: { zh: '文本', en: 'text' },
    required: false,
    meaning: { zh: '节假日日历代码', en: 'code of the calendar of holidays' },
    example: 'cn',
  },
];

function counted(calendar: Calendar, unit: Unit, from: Day): Because {
  const zh = unit === 'working-day' ? '计工作日' : '计自然日';
  const en = unit === 'working-day' ? 'working days are counted' : 'natural days are counted';
  return {
    rule: 'period',
    text: { zh: `自 ${from} 次日起${zh}，当日不计`, en: `${en} from the day after ${from}, which is not counted` },
    inputs: { calendar: calendar.code, calendar_version: calendar.version },
    source: '民法典 第二百零一条',
  };
}

function dueDay(calendar: Calendar, unit: Unit, from: Day, days: number): Explained<unknown> {
  const walk = unit === 'working-day' ? calendar.walkWorkingDays(from, days) : { day: addDays(from, days), because: [] };
  const value = { due: walk.day, days, unit, calendar: calendar.code, calendar_version: calendar.version };
  return { value, because: [counted(calendar, unit, from), ...walk.because] };
}

function daysUntil(calendar: Calendar, unit: Unit, from: Day, to: Day): Explained<unknown> {
  const count = unit === 'working-day' ? calendar.countWorkingDays(from, to) : { value: daysBetween(from, to), because: [] };
  const value = { days: count.value, unit, calendar: calendar.code, calendar_version: calendar.version };
  return { value, because: [counted(calendar, unit, from), ...count.because] };
}

function readCalendar(reader: InputReader, { calendars }: CalcContext): Calendar | undefined {
  const [first] = calendars.values();
  if (!reader.has('calendar')) return first;
  const code = reader.choice('calendar', [...calendars.keys()]);
  return code === null ? undefined : calendars.get(code);
}

export const workingDays: Calculator = {
  name: 'working-days',
  summary: {
    zh: '按节假日日历推算到期日，或计算两日之间的工作日',
    en: 'The day a period ends by the calendar of holidays, or the working days between two days',
  },
  input,
  examples: ['{"from":"2026-09-28","days":5}', '{"from":"2026-09-28","to":"2026-10-10"}'],
  run: (value, context) => {
    const reader = new InputReader(value, input);
    const from = reader.day('from');
    const unit = (reader.has('unit') ? reader.choice('unit', units) : null) ?? 'working-day';
    const calendar = readCalendar(reader, context);
    const days = reader.has('days') ? reader.count('days', mostDays) : null;
    const to = reader.has('to') ? reader.day('to') : null;
    if (reader.has('days') === reader.has('to'))
      reader.refuse('days', 'either-or', { zh: 'days 与 to 须填且只填一个', en: 'give either days or to, and not both' });
    if (from !== null && to !== null) {
      if (to < from) reader.refuse('to', 'before-from', { zh: `不能早于 from（${from}）`, en: `must not be before from (${from})` });
      else if (daysBetween(from, to) > mostDays)
        reader.refuse('to', 'too-far', { zh: `与 from 相距不能超过 ${mostDays} 天`, en: `must lie within ${mostDays} days of from` });
    }
    return answerOf(reader, () => {
      if (calendar === undefined || from === null) throw new Error('no calendar is loaded');
      return to !== null ? daysUntil(calendar, unit, from, to) : dueDay(calendar, unit, from, days ?? 0);
    });
  },
};
