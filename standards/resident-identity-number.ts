import { type Day, isDay } from './day.ts';
import type { Because, Detail, Explained, Text } from './explained.ts';
import { provinceOf } from './provinces.ts';

const standard = 'GB 11643';
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

export interface ResidentIdentityNumberCheck {
  readonly valid: boolean;
  readonly region: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly birth_day: Day | null;
  readonly sex: 'male' | 'female' | null;
  readonly check: { readonly given: string; readonly expected: string } | null;
  readonly reasons: readonly Detail[];
}

function reason(code: string, zh: string, en: string, source = standard): Detail {
  return { code, field: 'number', text: { zh, en }, source };
}

function wrongForm(number: string): Detail | undefined {
  const length = [...number].length;
  if (/^\d{15}$/.test(number))
    return reason(
      'length',
      '15 位的第一代号码已停止使用，请填 18 位号码',
      'the 15-digit number of the first generation is no longer in use; 18 are needed',
    );
  if (length !== 18) return reason('length', `应为 18 位，所填为 ${length} 位`, `18 characters are needed; this has ${length}`);
  if (/^\d{17}x$/.test(number)) return reason('alphabet', '末位的 X 须大写', 'the last character X must be a capital');
  if (!/^\d{17}[\dX]$/.test(number))
    return reason('alphabet', '前 17 位为数字，末位为数字或 X', 'the first 17 are digits, the last is a digit or X');
  return undefined;
}

/** The region of a person's first registration: a province, or the residence permits of Taiwan (83). */
function regionOf(code: string): Text | undefined {
  return code.startsWith('83') ? { zh: '台湾居民居住证', en: 'residence permit of Taiwan residents' } : provinceOf(code);
}

function checkCharacter(number: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

function explain(reasons: readonly Detail[], region: Text | undefined): Because[] {
  if (reasons.length > 0)
    return reasons.map((each) => ({ rule: each.code, text: each.text, ...(each.source === undefined ? {} : { source: each.source }) }));
  return [
    { rule: 'check', text: { zh: '末位校验码与前 17 位相符', en: 'the last character checks the 17 before it' }, source: standard },
    {
      rule: 'region',
      text: { zh: `首次登记地：${region?.zh ?? ''}`, en: `first registered in: ${region?.en ?? ''}` },
      source: 'GB/T 2260',
    },
  ];
}

/**
 * Whether `number` is a resident identity number, its parts, and every part that is wrong (`reasons`: length, alphabet, region,
 * birth-day, check). `today` ('YYYY-MM-DD'), where given, refuses a birth after it. No reason repeats the number: it is personal data.
 */
export function checkResidentIdentityNumber(number: string, today?: Day): Explained<ResidentIdentityNumberCheck> {
  const malformed = wrongForm(number);
  if (malformed !== undefined) {
    return {
      value: { valid: false, region: null, birth_day: null, sex: null, check: null, reasons: [malformed] },
      because: explain([malformed], undefined),
    };
  }
  const region = regionOf(number);
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const check = { given: number.charAt(17), expected: checkCharacter(number) };
  const reasons: Detail[] = [];
  if (region === undefined) reasons.push(reason('region', '前 6 位不是行政区划代码', 'the first 6 digits are no region', 'GB/T 2260'));
  if (!isDay(birth)) reasons.push(reason('birth-day', '第 7-14 位不是一个日期', 'digits 7-14 are no day'));
  else if (today !== undefined && birth > today) reasons.push(reason('birth-day', '出生日期晚于今天', 'the day of birth lies after today'));
  if (check.given !== check.expected) reasons.push(reason('check', '末位校验码不符', 'the check character does not fit'));
  const value = {
    valid: reasons.length === 0,
    region: region === undefined ? null : { code: number.slice(0, 6), zh: region.zh, en: region.en },
    birth_day: isDay(birth) ? birth : null,
    sex: Number(number[16]) % 2 === 1 ? ('male' as const) : ('female' as const),
    check,
    reasons,
  };
  return { value, because: explain(reasons, region) };
}
