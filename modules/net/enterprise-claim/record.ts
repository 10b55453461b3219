import { needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { filing } from '#kernel/lifecycle/shapes.ts';
import { defineRecord } from '#kernel/record/define.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { enterprise } from '../enterprise/record.ts';
import { fields } from './fields.ts';

/** The enterprise that the code typed belongs to; the applicant cannot see it before the claim is granted. */
const claimed = needOne('claimed', enterprise, ['name', 'credit_code', 'claimed_by'], ({ input, row }) => {
  const code = input.credit_code ?? row.credit_code;
  return typeof code === 'string' ? { credit_code: code, state: ['active', 'unassigned'] } : null;
});

const onRegister = rule(fields, 'enterprise-on-register', {
  zh: '登记库中没有这个代码的企业，请联系所在县（市、区）应急管理部门登记',
  en: 'No enterprise with this code is on the register; ask the county emergency bureau to register it',
  field: 'credit_code',
  holds: (context) => {
    const found = claimed.of(context);
    return found === undefined ? 'unknown' : found !== null;
  },
});

export const enterpriseClaim = defineRecord({
  name: 'enterprise-claim',
  plural: 'enterprise-claims',
  label: { zh: '企业认领申请', en: 'Claim of an enterprise' },
  clause: ['§6', '§24'],
  fields,
  lifecycle: filing(fields, {
    submit: {
      by: ['applicant'],
      fills: ['credit_code', 'position', 'applicant_name', 'phone'],
      offers: ['evidence'],
      needs: [claimed.need],
      rules: [onRegister],
      set: (context) => ({ applicant: context.actor.person, enterprise: claimed.of(context)?.id ?? null }),
      scope: (context) => ({
        region: claimed.of(context)?.region ?? '',
        line: claimed.of(context)?.line ?? '',
        agency: context.actor.org,
      }),
    },
    grant: {
      by: ['supervisor', 'commission'],
      offers: ['decision_note'],
      needs: [claimed.need],
      rules: [onRegister],
      then: ({ after }) => [{ type: 'enterprise', id: after.enterprise, action: 'claim', input: { claimed_by: after.applicant } }],
    },
    refuse: { by: ['supervisor', 'commission'], fills: ['decision_note'] },
    owes: ({ row }) => deskAt(row.region, 'county', 'emergency'),
    within: ({ figures }) => ({ period: { n: figures.number('enterprise-claim.decide-working-days'), unit: 'working-day' } }),
  }),
  title: 'applicant_name',
  subject: 'enterprise',
  list: { columns: ['enterprise', 'credit_code', 'applicant_name', 'position'], filters: ['credit_code'] },
});
