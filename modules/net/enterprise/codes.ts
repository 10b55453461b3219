import type { Text } from '#kernel/text.ts';
import { industryOf } from '#standards/industry-classification.ts';
import { checkUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';

/** GB 32100-2015: form, alphabet and both check characters. */
export function checkCreditCode(value: string): Text | null {
  const { value: checked, because } = checkUnifiedSocialCreditCode(value);
  return checked.valid ? null : (because[0]?.text ?? { zh: '统一社会信用代码不正确', en: 'Not a valid unified social credit code' });
}

export function checkTrade(value: string): Text | null {
  const found = industryOf(value);
  return found?.level === 4 ? null : { zh: '不是 GB/T 4754-2017 的四位小类代码', en: 'Not a four-digit class of GB/T 4754-2017' };
}
