import { lifecycle } from '#kernel/lifecycle/table.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { fields } from './fields.ts';
import { openDangers, survivor } from './needs.ts';
import { noOpenDangers, survivorIsAnother, survivorIsOpen } from './rules.ts';

const officers = ['supervisor', 'line-supervisor', 'commission'] as const;
const facts = ['address', 'place', 'employees', 'legal_representative', 'contact_phone'] as const;

export const enterpriseLifecycle = lifecycle(fields, {
  states: {
    unassigned: {
      label: { zh: '待明确主管部门', en: 'No department in charge' },
      tone: 'warning',
      owes: ({ row }) => deskAt(row.region, 'county', 'commission'),
      within: ({ figures }) => ({ period: { n: figures.number('enterprise.assign-working-days'), unit: 'working-day' } }),
    },
    active: { label: { zh: '在册', en: 'On the register' }, tone: 'success' },
    closed: { label: { zh: '已注销', en: 'Closed' }, tone: 'default' },
    merged: { label: { zh: '已合并', en: 'Merged' }, tone: 'default' },
  },
  actions: {
    register: {
      label: { zh: '登记', en: 'Register' },
      from: null,
      to: ({ after }) => (after.department === null ? 'unassigned' : 'active'),
      by: officers,
      fills: ['name', 'credit_code', 'trade', 'line', 'region', 'scale'],
      offers: ['department', ...facts],
      scope: ({ after }) => ({ region: after.region ?? '', line: after.line ?? '' }),
    },
    assign: {
      label: { zh: '明确主管部门', en: 'Name the department in charge' },
      from: ['unassigned', 'active'],
      to: 'active',
      by: ['commission', 'supervisor'],
      fills: ['department'],
    },
    correct: {
      label: { zh: '更正信息', en: 'Correct' },
      from: ['unassigned', 'active'],
      to: 'same',
      by: [...officers, 'safety-manager', 'enterprise-head'],
      offers: ['name', 'trade', 'scale', ...facts],
    },
    move: {
      label: { zh: '变更地区或行业', en: 'Change region or line' },
      from: ['unassigned', 'active'],
      to: 'same',
      by: ['supervisor'],
      fills: ['region', 'line'],
      scope: ({ after }) => ({ region: after.region ?? '', line: after.line ?? '' }),
      beyond: true,
    },
    claim: {
      label: { zh: '企业认领', en: 'Claimed by the enterprise' },
      from: ['unassigned', 'active'],
      to: 'same',
      by: [],
      consequence: true,
      fills: ['claimed_by'],
      set: ({ today }) => ({ claimed_on: today }),
    },
    merge: {
      label: { zh: '合并重复档案', en: 'Merge a double' },
      confirm: {
        zh: '合并后本档案不再使用，其全部记录转到并入的档案',
        en: 'This record will no longer be used; everything it has moves to the other',
      },
      from: ['unassigned', 'active'],
      to: 'merged',
      by: ['supervisor'],
      fills: ['merged_into'],
      needs: [survivor.need],
      rules: [survivorIsAnother, survivorIsOpen],
    },
    close: {
      label: { zh: '注销', en: 'Close' },
      from: ['unassigned', 'active'],
      to: 'closed',
      by: ['supervisor', 'commission'],
      fills: ['closing_reason'],
      needs: [openDangers.need],
      rules: [noOpenDangers],
    },
    restore: {
      label: { zh: '恢复在册', en: 'Put back on the register' },
      from: ['closed'],
      to: ({ row }) => (row.department === null ? 'unassigned' : 'active'),
      by: ['supervisor', 'commission'],
    },
  },
});
