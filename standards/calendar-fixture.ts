import { Calendar, type CalendarEdition, type SpecialDay } from './calendar.ts';
import { dayNumber, dayOfNumber } from './day.ts';
import type { Text } from './explained.ts';

function holidays(name: Text, from: string, to: string, workdays: readonly string[] = []): SpecialDay[] {
  const length = dayNumber(to) - dayNumber(from) + 1;
  const rest = Array.from({ length }, (_, index): SpecialDay => ({ day: dayOfNumber(dayNumber(from) + index), kind: 'holiday', name }));
  return [...rest, ...workdays.map((day): SpecialDay => ({ day, kind: 'workday', name }))];
}

/** The holidays of 2026 as 国办发明电〔2025〕7号 gives them, and a 2027 that is only an estimate: for tests. */
export const edition2026: CalendarEdition = {
  code: 'cn',
  version: 3,
  name: { zh: '中国法定节假日', en: "China's public holidays" },
  years: [
    {
      year: 2026,
      status: 'confirmed',
      source: '国办发明电〔2025〕7号',
      days: [
        ...holidays({ zh: '元旦', en: "New Year's Day" }, '2026-01-01', '2026-01-03', ['2026-01-04']),
        ...holidays({ zh: '春节', en: 'Spring Festival' }, '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']),
        ...holidays({ zh: '清明节', en: 'Qingming Festival' }, '2026-04-04', '2026-04-06'),
        ...holidays({ zh: '劳动节', en: 'Labour Day' }, '2026-05-01', '2026-05-05', ['2026-05-09']),
        ...holidays({ zh: '端午节', en: 'Dragon Boat Festival' }, '2026-06-19', '2026-06-21'),
        ...holidays({ zh: '中秋节', en: 'Mid-Autumn Festival' }, '2026-09-25', '2026-09-27'),
        ...holidays({ zh: '国庆节', en: 'National Day' }, '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']),
      ],
    },
    { year: 2027, status: 'unverified', source: '推算', days: holidays({ zh: '元旦', en: "New Year's Day" }, '2027-01-01', '2027-01-03') },
  ],
};

export const calendar2026 = new Calendar(edition2026);
