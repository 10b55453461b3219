import { field } from '#kernel/record/field.ts';
import { lines } from '../lines.ts';
import { checkCreditCode, checkTrade } from './codes.ts';

/** The master record of an enterprise: what the platform must know to see that somebody answers for it. */
export const fields = {
  name: field.text({ label: { zh: '企业名称', en: 'Name' }, max: 120, disclosure: 'public' }),
  credit_code: field.code({
    label: { zh: '统一社会信用代码', en: 'Unified social credit code' },
    help: { zh: '18 位，见营业执照（GB 32100-2015）', en: '18 characters, on the business licence (GB 32100-2015)' },
    max: 18,
    check: checkCreditCode,
    disclosure: 'public',
  }),
  trade: field.code({
    label: { zh: '行业代码', en: 'Trade' },
    help: { zh: '国民经济行业分类小类，4 位（GB/T 4754-2017）', en: 'Four-digit class of GB/T 4754-2017' },
    max: 4,
    check: checkTrade,
    disclosure: 'public',
  }),
  line: field.choice({ label: { zh: '监管行业', en: 'Line of industry' }, options: lines, disclosure: 'public' }),
  department: field.organisation({
    label: { zh: '行业主管部门', en: 'Department in charge' },
    help: { zh: '没有主管部门的企业列入缺口清单', en: 'An enterprise without one stands on the gap list' },
    disclosure: 'public',
  }),
  region: field.region({ label: { zh: '所在地区', en: 'Region' }, level: 'township', disclosure: 'public' }),
  address: field.text({ label: { zh: '生产经营地址', en: 'Address' }, max: 200, disclosure: 'public' }),
  place: field.point({ label: { zh: '位置', en: 'Place' }, disclosure: 'public' }),
  scale: field.choice({
    label: { zh: '企业规模', en: 'Scale' },
    options: {
      large: { zh: '大型', en: 'Large' },
      medium: { zh: '中型', en: 'Medium' },
      small: { zh: '小型', en: 'Small' },
      micro: { zh: '微型', en: 'Micro' },
    },
    disclosure: 'public',
  }),
  employees: field.integer({ label: { zh: '从业人数', en: 'Employees' }, min: 0, max: 1_000_000, unit: { zh: '人', en: 'people' } }),
  legal_representative: field.text({ label: { zh: '主要负责人', en: 'Head of the enterprise' }, max: 60 }),
  contact_phone: field.phone({ label: { zh: '联系电话', en: 'Phone' } }),
  claimed_by: field.person({ label: { zh: '认领人', en: 'Claimed by' } }),
  claimed_on: field.date({ label: { zh: '认领日期', en: 'Claimed on' } }),
  merged_into: field.ref({ label: { zh: '并入档案', en: 'Merged into' }, to: 'enterprise' }),
  closing_reason: field.text({ label: { zh: '注销、关闭原因', en: 'Why it closed' }, max: 200 }),
} as const;
