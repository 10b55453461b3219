import { startOfDay } from '#kernel/clock/zone.ts';
import { isDay } from '#kernel/record/check.ts';
import type { AnyField } from '#kernel/record/field.ts';
import type { Text } from '#kernel/text.ts';

/** What a spreadsheet's cell holds; a moment of it has no time zone and is given as if it were UTC. */
export type Cell = string | number | boolean | Date | null;

/** Names that a row may give instead of codes. */
export interface Directory {
  /** The path of a region by its code, its path or its name; null when there is none, or several of that name. */
  region(text: string): string | null;
  /** The code of an organisation by its code or its name. */
  organisation(text: string): string | null;
}

export type ReadCell = { readonly value: unknown } | { readonly text: Text };

const wrong = (zh: string, en: string): ReadCell => ({ text: { zh, en } });

/** The days that Excel counts from, in its calendar of 1900 with the leap day that never was. */
const excelEpoch_ms = Date.UTC(1899, 11, 30);
const day_ms = 86_400_000;

function pad(text: string | undefined): string {
  return (text ?? '').padStart(2, '0');
}

/** A cell as the text that it shows. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) {
    const text = cell.toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
  }
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell)
    .replace(/\u00a0/g, ' ')
    .trim();
}

/** Digits and signs as they are typed on a Chinese keyboard, as they are computed with. */
function plain(cell: Cell): string {
  return textOf(cell).normalize('NFKC').trim();
}

function readDay(cell: Cell): string | null {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') {
    return cell >= 1 && cell < 2_958_466 ? new Date(excelEpoch_ms + Math.floor(cell) * day_ms).toISOString().slice(0, 10) : null;
  }
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain(cell)) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain(cell));
  const day = parts === null ? '' : `${parts[1]}-${pad(parts[2])}-${pad(parts[3])}`;
  return isDay(day) ? day : null;
}

function readMoment(cell: Cell): string | null {
  const shown = typeof cell === 'number' ? new Date(excelEpoch_ms + Math.round(cell * day_ms)) : cell;
  const text = plain(shown);
  const [, day = text, hour = '0', minute = '0'] = /^(\S+)[ T](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?Z?)?$/.exec(text) ?? [];
  const read = readDay(day);
  if (read === null || Number(hour) > 23 || Number(minute) > 59) return null;
  return new Date(startOfDay(read).getTime() + (Number(hour) * 60 + Number(minute)) * 60_000).toISOString();
}

function readNumber(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  const text = plain(cell).replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  const found = /^([-+]?\d+(?:\.\d+)?)\s*\p{Script=Han}*$/u.exec(text);
  return found === null ? null : Number(found[1]);
}

function readChoice(options: Readonly<Record<string, Text>>, cell: Cell): string | null {
  const text = textOf(cell);
  if (Object.hasOwn(options, text)) return text;
  const lower = text.toLowerCase();
  return Object.entries(options).find(([, label]) => label.zh === text || label.en.toLowerCase() === lower)?.[0] ?? null;
}

function readPoint(cell: Cell): ReadCell {
  const found = /^\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,2}(?:\.\d+)?)\s*\)?$/.exec(plain(cell));
  if (found === null) return wrong('请填写“经度,纬度”，如 125.3245,43.8868', 'Give longitude and latitude, as 125.3245,43.8868');
  return { value: { longitude: Number(found[1]), latitude: Number(found[2]) } };
}

const yes = new Set(['是', 'yes', 'true', '1', 'y', '√', '有']);
const no = new Set(['否', 'no', 'false', '0', 'n', '×', '无']);

function readFlag(cell: Cell): ReadCell {
  const text = plain(cell).toLowerCase();
  if (yes.has(text)) return { value: true };
  return no.has(text) ? { value: false } : wrong('请填写是或否', 'Enter yes or no');
}

function readChoices(options: Readonly<Record<string, Text>>, cell: Cell): ReadCell {
  const parts = textOf(cell)
    .split(/[、,，;；]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const codes = parts.map((each) => readChoice(options, each));
  const missing = parts.find((_, index) => codes[index] === null);
  return missing === undefined ? { value: codes } : wrong(`没有“${missing}”这个选项`, `There is no option "${missing}"`);
}

function readMoney(cell: Cell): ReadCell {
  const yuan = readNumber(cell);
  if (yuan === null) return wrong('请填写金额（元）', 'Enter an amount in yuan');
  const fen = Math.round(yuan * 100);
  return Math.abs(fen - yuan * 100) > 1e-6 ? wrong('金额最多两位小数', 'An amount has at most two decimals') : { value: fen };
}

function found(value: unknown, zh: string, en: string): ReadCell {
  return value === null ? wrong(zh, en) : { value };
}

/**
 * Reads a cell as a field's value: codes or labels, days in Excel's and in written forms, money in yuan, regions and organisations by code or name.
 * A record that is pointed at stays as it was written, an id or its own unique code: who may see it is asked later. An empty cell is no value.
 */
export function readCell(field: AnyField, cell: Cell, directory: Directory): ReadCell {
  const text = textOf(cell);
  if (text === '') return { value: null };
  switch (field.kind) {
    case 'choice':
      return found(readChoice(field.options, cell), `没有“${text}”这个选项`, `There is no option "${text}"`);
    case 'choices':
      return readChoices(field.options, cell);
    case 'flag':
      return readFlag(cell);
    case 'integer':
    case 'decimal':
      return found(readNumber(cell), `“${text}”不是数字`, `"${text}" is not a number`);
    case 'money':
      return readMoney(cell);
    case 'date':
      return found(readDay(cell), `“${text}”不是日期，请写成 2026-11-24`, `"${text}" is not a date; write 2026-11-24`);
    case 'moment':
      return found(readMoment(cell), `“${text}”不是时间，请写成 2026-11-24 17:30`, `"${text}" is not a time; write 2026-11-24 17:30`);
    case 'region':
      return found(
        directory.region(text),
        `没有“${text}”这个地区，或有几个同名的，请填写区划代码`,
        `No region "${text}", or several; give its code`,
      );
    case 'organisation':
      return found(
        directory.organisation(text),
        `没有名为“${text}”的单位，或有几个同名的，请填写单位代码`,
        `No organisation "${text}", or several; give its code`,
      );
    case 'point':
      return readPoint(cell);
    case 'phone':
    case 'code':
      return { value: plain(cell).replace(/\s/g, '') };
    default:
      return { value: text };
  }
}
