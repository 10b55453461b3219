import { checkResidentIdentityNumber } from '#standards/resident-identity-number.ts';
import { checkUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { answerOf, type Calculator } from './calculator.ts';
import { type InputField, InputReader } from './input.ts';

const text = { zh: '文本', en: 'text' };
const day = { zh: '日期 YYYY-MM-DD', en: 'day YYYY-MM-DD' };

const creditCodeInput: readonly InputField[] = [
  {
    name: 'code',
    type: text,
    required: true,
    meaning: { zh: '18 位统一社会信用代码', en: 'unified social credit code, 18 characters' },
    example: '91220000123961012F',
  },
];

export const creditCode: Calculator = {
  name: 'uscc',
  summary: {
    zh: '校验统一社会信用代码，指出错在哪一部分（GB 32100、GB 11714）',
    en: 'Check a unified social credit code and name the part that is wrong (GB 32100, GB 11714)',
  },
  input: creditCodeInput,
  examples: ['{"code":"91220000123961012F"}', '{"code":"91220000123961012G"}'],
  run: (input) => {
    const reader = new InputReader(input, creditCodeInput);
    const code = reader.text('code') ?? '';
    return answerOf(reader, () => checkUnifiedSocialCreditCode(code));
  },
};

const residentInput: readonly InputField[] = [
  {
    name: 'number',
    type: text,
    required: true,
    meaning: { zh: '18 位公民身份号码', en: 'resident identity number, 18 characters' },
    example: '11010519491231002X',
  },
  {
    name: 'today',
    type: day,
    required: false,
    meaning: { zh: '填写后，晚于此日的出生日期不通过', en: 'where given, a birth after this day is refused' },
    example: '2026-11-24',
  },
];

export const residentIdentity: Calculator = {
  name: 'resident-id',
  summary: { zh: '校验公民身份号码（GB 11643）', en: 'Check a resident identity number (GB 11643)' },
  input: residentInput,
  examples: ['{"number":"11010519491231002X"}', '{"number":"440524188001010014"}'],
  run: (input) => {
    const reader = new InputReader(input, residentInput);
    const number = reader.text('number') ?? '';
    const today = (reader.has('today') ? reader.day('today') : null) ?? undefined;
    return answerOf(reader, () => checkResidentIdentityNumber(number, today));
  },
};
