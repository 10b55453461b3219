import { makeUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { places } from './people.ts';
import type { Step } from './story.ts';

export function creditCode(body: string): string {
  return makeUnifiedSocialCreditCode({ region: '220102', body });
}

/** An enterprise's particulars, valid; a step overrides what it is about. */
export function particulars(name: string, body: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name,
    credit_code: creditCode(body),
    trade: '2614',
    line: 'hazardous-chemicals',
    region: places.township,
    scale: 'small',
    ...more,
  };
}

/** Two neighbours: `mine`, whose people the fixtures are, and `other`. */
export const twoEnterprises: readonly Step[] = [
  {
    who: 'countySupervisor',
    type: 'enterprise',
    action: 'register',
    input: particulars('长春甲化工有限公司', 'MA000001', { department: '220102-emergency' }),
    outcome: 'active',
    as: 'mine',
  },
  {
    who: 'countySupervisor',
    type: 'enterprise',
    action: 'register',
    input: particulars('长春乙化工有限公司', 'MA000002', { department: '220102-emergency' }),
    outcome: 'active',
    as: 'other',
  },
];
