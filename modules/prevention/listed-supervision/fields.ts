import { field } from '#kernel/record/field.ts';
import { checkCreditCode } from '#modules/net/enterprise/module.ts';

const credit = { zh: '统一社会信用代码', en: 'Unified social credit code' };

/** 挂牌督办: a major hidden danger that a safety commission watches until it is gone. Policy: 吉发〔2017〕26号 第十六条; 安全生产法 第四十一条. */
export const fields = {
  title: field.text({ label: { zh: '督办事项', en: 'Matter' }, max: 80, disclosure: 'public' }),
  level: field.choice({
    label: { zh: '督办级别', en: 'Level' },
    options: {
      county: { zh: '县级', en: 'County' },
      city: { zh: '市级', en: 'City' },
      province: { zh: '省级', en: 'Province' },
    },
    disclosure: 'public',
  }),
  number: field.code({ label: { zh: '督办通知书文号', en: 'Number of the notice' }, max: 40, disclosure: 'public' }),
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise', disclosure: 'public' }),
  danger: field.ref({ label: { zh: '重大隐患', en: 'Major hidden danger' }, to: 'hidden-danger' }),
  grounds: field.longText({ label: { zh: '挂牌理由', en: 'Why it is listed' }, min: 10, max: 1000 }),
  requirements: field.longText({ label: { zh: '督办要求', en: 'What is required' }, max: 2000 }),
  issuer: field.organisation({ label: { zh: '挂牌机关', en: 'Listed by' }, disclosure: 'public' }),
  listed_on: field.date({ label: { zh: '挂牌日期', en: 'Listed on' }, disclosure: 'public' }),
  limit_on: field.date({ label: { zh: '治理期限', en: 'Put right by' }, disclosure: 'public' }),
  regulator: field.organisation({ label: { zh: '督办责任单位', en: 'Department responsible' }, disclosure: 'public' }),
  duty_person: field.text({ label: { zh: '督办责任人', en: 'Person responsible' }, max: 60 }),
  published: field.flag({
    label: { zh: '向社会公布', en: 'Published' },
    help: { zh: '公布的出现在门户；不公布须写明理由', en: 'What is published stands on the portal; if not, say why' },
  }),
  published_on: field.date({ label: { zh: '公布日期', en: 'Published on' }, disclosure: 'public' }),
  withhold_reason: field.text({ label: { zh: '不公布的理由', en: 'Why it is not published' }, max: 300 }),
  proposer: field.organisation({ label: { zh: '提请单位', en: 'Proposed by' } }),
  proposed_by: field.person({ label: { zh: '提请人', en: 'Proposed by whom' } }),
  listed_by: field.person({ label: { zh: '签发人', en: 'Listed by whom' } }),
  received_on: field.date({ label: { zh: '企业签收日期', en: 'Signed for on' } }),
  received_by: field.person({ label: { zh: '签收人', en: 'Signed for by' } }),
  rectifier_name: field.text({ label: { zh: '治理施工单位', en: 'Who put it right' }, max: 120 }),
  rectifier_code: field.code({
    label: { zh: '治理单位信用代码', en: 'Credit code of who put it right' },
    help: { zh: '企业自行治理的填本企业代码', en: 'Your own code where you did it yourselves' },
    max: 18,
    check: checkCreditCode,
  }),
  affiliates: field.list({
    label: { zh: '治理单位的关联单位', en: 'Affiliates of who put it right' },
    help: { zh: '同一控股、实际控制人或存在利益关系的单位', en: 'Under the same control, or with an interest in it' },
    items: {
      name: field.text({ label: { zh: '名称', en: 'Name' }, max: 120 }),
      code: field.code({ label: credit, max: 18, check: checkCreditCode }),
    },
    most: 20,
  }),
  appraiser_name: field.text({ label: { zh: '第三方评估机构', en: 'Appraised by' }, max: 120 }),
  appraiser_code: field.code({ label: { zh: '评估机构信用代码', en: 'Credit code of the appraiser' }, max: 18, check: checkCreditCode }),
  appraised_on: field.date({ label: { zh: '评估日期', en: 'Appraised on' } }),
  appraisal: field.choice({
    label: { zh: '评估结论', en: 'Appraisal' },
    options: { met: { zh: '治理合格', en: 'Put right' }, 'not-met': { zh: '治理不合格', en: 'Not put right' } },
  }),
  appraisal_report: field.files({ label: { zh: '评估报告', en: 'Report of the appraisal' }, most: 5, accept: ['document', 'image'] }),
  check_findings: field.longText({ label: { zh: '现场核查意见', en: 'Findings on site' }, max: 1000 }),
  check_photos: field.files({ label: { zh: '核查照片', en: 'Photos on site' }, most: 9, accept: ['image', 'video'] }),
  checked_by: field.person({ label: { zh: '核查人', en: 'Checked by' } }),
  checked_on: field.date({ label: { zh: '核查日期', en: 'Checked on' } }),
  joined_by: field.person({ label: { zh: '共同核查人', en: 'Checked together with' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, max: 500 }),
  delisting_number: field.code({ label: { zh: '摘牌文号', en: 'Number of the de-listing' }, max: 40, disclosure: 'public' }),
  delisted_on: field.date({ label: { zh: '摘牌日期', en: 'De-listed on' }, disclosure: 'public' }),
  delisted_by: field.person({ label: { zh: '摘牌签发人', en: 'De-listed by whom' } }),
  upgrade_reason: field.text({ label: { zh: '提级理由', en: 'Why it goes to a higher level' }, max: 500 }),
  earlier_number: field.code({ label: { zh: '提级前文号', en: 'Number before it was raised' }, max: 40 }),
  revocation_reason: field.text({ label: { zh: '撤销理由', en: 'Why the listing is revoked' }, max: 500 }),
} as const;
