import type { Language } from '#kernel/text.ts';

/** The province's time zone, whatever the browser's. */
const zone = 'Asia/Shanghai';
const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const minute = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const second = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The day of a moment in the province, `YYYY-MM-DD`. */
export function dayOf(moment: Date | string): string {
  return day.format(typeof moment === 'string' ? new Date(moment) : moment);
}

/** `2026-11-24 09:05`: sorts, and reads the same in both languages. */
export function formatMoment(moment: string, precise = false): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return `${day.format(date)} ${(precise ? second : minute).format(date)}`;
}

/** Calendar days from today to the day of `moment`; negative when it has passed. */
export function daysUntil(moment: string, now: Date): number {
  const dayLength = 86_400_000;
  return Math.round((Date.parse(`${dayOf(moment)}T00:00:00Z`) - Date.parse(`${dayOf(now)}T00:00:00Z`)) / dayLength);
}

export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-US', { maximumFractionDigits: 6 }).format(value);
}

/** Integer fen to yuan: `1234500` → `12,345.00`. Never through a float of yuan. */
export function formatMoney(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const digits = Math.abs(fen).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign}${whole}.${digits.slice(-2)}`;
}

/** Yuan as typed to integer fen; null when it is not an amount or finer than a fen. */
export function parseMoney(typed: string): number | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{0,2}))?$/.exec(typed.trim().replaceAll(/[,，]/g, ''));
  if (match === null) return null;
  const [, sign = '', whole = '0', part = ''] = match;
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/** The wall clock of the province as a picker without time zones shows it, and back. China has had one offset and no summer time since 1991. */
export function toWallClock(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 19);
}

export function fromWallClock(wall: string): string {
  return new Date(Date.parse(`${wall}+08:00`)).toISOString();
}
