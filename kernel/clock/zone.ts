import { type Day, dayNumber, dayOfNumber } from '#standards/day.ts';

/** Asia/Shanghai: UTC+8 all year, the one civil time of the country. */
const offset_ms = 8 * 3_600_000;
const day_ms = 86_400_000;

/** The day that `moment` falls on in China. */
export function dayOf(moment: Date): Day {
  return dayOfNumber(Math.floor((moment.getTime() + offset_ms) / day_ms));
}

/** 00:00:00.000+08:00 of `day`. */
export function startOfDay(day: Day): Date {
  return new Date(dayNumber(day) * day_ms - offset_ms);
}

/** 23:59:59.999+08:00 of `day`: the last moment at which something due that day is in time (民法典 第二百零三条). */
export function endOfDay(day: Day): Date {
  return new Date((dayNumber(day) + 1) * day_ms - offset_ms - 1);
}

/** `2026-11-24 17:30` in China, for a sentence. */
export function clockText(moment: Date): string {
  return new Date(moment.getTime() + offset_ms).toISOString().slice(0, 16).replace('T', ' ');
}
