import type { Text } from '#kernel/text.ts';
import type { AnyField, Fields } from './field.ts';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;
const regionPattern = /^\d{6}(\.\d{6}(\.\d{6}(\.\d{9}(\.\d{12})?)?)?)?$/;
const levels = ['province', 'city', 'county', 'township', 'village'];

function say(zh: string, en: string): Text {
  return { zh, en };
}

export function isDay(value: string): boolean {
  if (!dayPattern.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && uuidPattern.test(value);
}

function checkText(value: unknown, max: number, min = 1): Text | null {
  if (typeof value !== 'string') return say('请填写文字', 'Enter text');
  // A NUL byte cannot be stored in PostgreSQL text, and other control characters only confuse whoever reads a document.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value)) return say('含有不能使用的控制字符', 'Contains control characters');
  const length = [...value.trim()].length;
  if (length < min) return min === 1 ? say('请填写', 'Please fill in') : say(`至少 ${min} 个字`, `At least ${min} characters`);
  if (length > max) return say(`最多 ${max} 个字，现在 ${length} 个`, `At most ${max} characters, now ${length}`);
  return null;
}

function checkNumber(value: unknown, range: { min?: number | undefined; max?: number | undefined; whole: boolean }): Text | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return say('请填写数字', 'Enter a number');
  if (range.whole && !Number.isSafeInteger(value)) return say('请填写整数', 'Enter a whole number');
  if (range.min !== undefined && value < range.min) return say(`不能小于 ${range.min}`, `Not less than ${range.min}`);
  if (range.max !== undefined && value > range.max) return say(`不能大于 ${range.max}`, `Not more than ${range.max}`);
  return null;
}

function checkDay(value: unknown, min?: string, max?: string): Text | null {
  if (typeof value !== 'string' || !isDay(value)) return say('请填写日期，如 2026-11-24', 'Enter a date such as 2026-11-24');
  if (min !== undefined && value < min) return say(`不能早于 ${min}`, `Not before ${min}`);
  if (max !== undefined && value > max) return say(`不能晚于 ${max}`, `Not after ${max}`);
  return null;
}

function checkChoices(value: unknown, options: Readonly<Record<string, Text>>): Text | null {
  if (!Array.isArray(value)) return say('请选择', 'Choose from the list');
  if (new Set(value).size !== value.length) return say('有重复的选项', 'The same option twice');
  return value.every((each) => typeof each === 'string' && Object.hasOwn(options, each)) ? null : say('没有这个选项', 'No such option');
}

function checkPoint(value: unknown): Text | null {
  const wrong = say('请在地图上选定位置', 'Choose a place on the map');
  if (typeof value !== 'object' || value === null || !('longitude' in value) || !('latitude' in value)) return wrong;
  const { longitude, latitude } = value;
  if (typeof longitude !== 'number' || typeof latitude !== 'number' || Object.keys(value).length !== 2) return wrong;
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? null : wrong;
}

function checkFiles(value: unknown, most: number): Text | null {
  if (!Array.isArray(value) || !value.every(isId)) return say('请上传文件', 'Upload files');
  if (value.length > most) return say(`最多 ${most} 个文件`, `At most ${most} files`);
  return new Set(value).size === value.length ? null : say('同一文件只能附一次', 'The same file twice');
}

function checkList(value: unknown, items: Fields, most: number): Text | null {
  if (!Array.isArray(value)) return say('请逐行填写', 'Fill in row by row');
  if (value.length > most) return say(`最多 ${most} 行`, `At most ${most} rows`);
  for (const [index, row] of value.entries()) {
    if (typeof row !== 'object' || row === null) return say(`第 ${index + 1} 行无法识别`, `Row ${index + 1} cannot be understood`);
    const unknown = Object.keys(row).find((key) => !Object.hasOwn(items, key));
    if (unknown !== undefined) return say(`第 ${index + 1} 行有多余内容`, `Row ${index + 1} has something unexpected`);
    for (const [name, item] of Object.entries(items)) {
      const cell: unknown = Object.entries(row).find(([key]) => key === name)?.[1];
      const wrong = cell === null || cell === undefined ? null : checkValue(item, cell);
      if (wrong !== null)
        return say(`第 ${index + 1} 行“${item.label.zh}”：${wrong.zh}`, `Row ${index + 1}, ${item.label.en}: ${wrong.en}`);
    }
  }
  return null;
}

function checkRegion(value: unknown, level = 'province'): Text | null {
  if (typeof value !== 'string' || !regionPattern.test(value)) return say('请选择地区', 'Choose a region');
  const names = { province: '省', city: '市', county: '县', township: '乡镇（街道）', village: '村（社区）' };
  if (value.split('.').length - 1 >= levels.indexOf(level)) return null;
  return say(`请选到${Object.entries(names).find(([key]) => key === level)?.[1]}一级`, `Choose down to the ${level}`);
}

function checkFormat(value: unknown, max: number, check: ((value: string) => Text | null) | undefined, min?: number): Text | null {
  const wrong = checkText(value, max, min);
  return wrong === null && typeof value === 'string' && check !== undefined ? check(value) : wrong;
}

/** Says what is wrong with a value, in the words of whoever typed it, or null. Pure: the phone, the desk and the server ask the same question. */
export function checkValue(field: AnyField, value: unknown): Text | null {
  switch (field.kind) {
    case 'text':
      return checkFormat(value, field.max, field.check, field.min);
    case 'code':
      return checkFormat(value, field.max, field.check);
    case 'long-text':
      return checkText(value, field.max, field.min);
    case 'phone':
      return typeof value === 'string' && /^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(value)
        ? null
        : say('请填写手机号或带区号的座机号', 'Enter a mobile number, or a land line with its area code');
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(field.options, value) ? null : say('没有这个选项', 'No such option');
    case 'choices':
      return checkChoices(value, field.options);
    case 'flag':
      return typeof value === 'boolean' ? null : say('请选择是或否', 'Choose yes or no');
    case 'integer':
    case 'money':
      return checkNumber(value, { min: field.min, max: field.max, whole: true });
    case 'decimal':
      return checkNumber(value, { min: field.min, max: field.max, whole: false });
    case 'date':
      return checkDay(value, field.min, field.max);
    case 'moment':
      return typeof value === 'string' && momentPattern.test(value) && !Number.isNaN(Date.parse(value))
        ? null
        : say('请填写时间', 'Enter a time');
    case 'ref':
    case 'person':
      return isId(value) ? null : say('请从列表中选择', 'Choose from the list');
    case 'organisation':
      return typeof value === 'string' && /^[a-z0-9-]{3,80}$/.test(value) ? null : say('请选择单位', 'Choose an organisation');
    case 'region':
      return checkRegion(value, field.level);
    case 'files':
      return checkFiles(value, field.most);
    case 'point':
      return checkPoint(value);
    case 'list':
      return checkList(value, field.items, field.most);
  }
}

/** A required value that is there in name only. */
export function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}
