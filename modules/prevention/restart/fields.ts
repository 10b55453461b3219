import { field } from '#kernel/record/field.ts';

/** 复产验收: production begins again after an order to stop. Law: 安全生产法 第六十五条; 煤矿安全生产条例 第四十八条, 第四十九条. */
export const fields = {
  title: field.text({ label: { zh: '恢复生产事项', en: 'Matter' }, min: 4, max: 80, disclosure: 'public' }),
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise', disclosure: 'public' }),
  stop_scope: field.choice({
    label: { zh: '停产范围', en: 'What was stopped' },
    options: { whole: { zh: '全部停产停业', en: 'The whole enterprise' }, part: { zh: '局部停产停业', en: 'A part of it' } },
  }),
  order_number: field.code({ label: { zh: '停产决定文号', en: 'Number of the order to stop' }, max: 60 }),
  ordered_by: field.choice({
    label: { zh: '停产决定机关', en: 'Ordered by' },
    options: { department: { zh: '监管部门', en: 'A department' }, government: { zh: '人民政府', en: 'A government' } },
  }),
  order_level: field.choice({
    label: { zh: '决定机关级别', en: 'Level of who ordered it' },
    options: {
      county: { zh: '县级', en: 'County' },
      city: { zh: '市级', en: 'City' },
      province: { zh: '省级', en: 'Province' },
    },
  }),
  stopped_on: field.date({ label: { zh: '停产日期', en: 'Stopped on' }, disclosure: 'public' }),
  measures: field.longText({ label: { zh: '整改情况', en: 'What was put right' }, min: 10, max: 2000 }),
  self_check: field.longText({ label: { zh: '企业自查验收结论', en: "The enterprise's own acceptance" }, min: 4, max: 1000 }),
  experts: field.text({ label: { zh: '评估专家或机构', en: 'Experts or body that evaluated' }, max: 200 }),
  evidence: field.files({ label: { zh: '申请材料', en: 'Papers of the application' }, most: 9, accept: ['image', 'document'] }),
  regulator: field.organisation({ label: { zh: '监管部门', en: 'Department in charge' }, disclosure: 'public' }),
  applied_by: field.person({ label: { zh: '申请人', en: 'Applied by' } }),
  applied_on: field.date({ label: { zh: '申请日期', en: 'Applied on' } }),
  check_findings: field.longText({ label: { zh: '现场验收意见', en: 'Findings on site' }, max: 1000 }),
  check_photos: field.files({ label: { zh: '验收照片', en: 'Photos on site' }, most: 9, accept: ['image', 'video'] }),
  checked_by: field.person({ label: { zh: '验收人', en: 'Checked by' } }),
  checked_on: field.date({ label: { zh: '验收日期', en: 'Checked on' } }),
  department_signed_by: field.person({ label: { zh: '部门主要负责人签字', en: 'Signed for the department by' } }),
  department_signed_on: field.date({ label: { zh: '部门签字日期', en: 'Signed for the department on' } }),
  mine_safety_signed_by: field.person({ label: { zh: '矿山安全监察机构审核', en: 'Examined for mine safety by' } }),
  mine_safety_signed_on: field.date({ label: { zh: '矿山监察审核日期', en: 'Examined for mine safety on' } }),
  government_signed_by: field.person({ label: { zh: '政府负责人签字', en: 'Signed for the government by' } }),
  government_signed_on: field.date({ label: { zh: '政府签字日期', en: 'Signed for the government on' } }),
  approved_on: field.date({ label: { zh: '批准恢复日期', en: 'Allowed on' }, disclosure: 'public' }),
  announced_on: field.date({ label: { zh: '公告日期', en: 'Announced on' }, disclosure: 'public' }),
  announced_where: field.text({ label: { zh: '公告载体', en: 'Announced where' }, max: 200 }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, max: 500 }),
  refusal_reason: field.text({ label: { zh: '不予恢复的理由', en: 'Why it may not begin again' }, max: 500 }),
} as const;
