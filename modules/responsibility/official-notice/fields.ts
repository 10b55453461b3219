import { field } from '#kernel/record/field.ts';
import { unitsField } from '../recipients.ts';

/** 公文: a notice or a supervision notice (督办单) as it is drafted, reviewed, issued, signed for and answered. */
export const fields = {
  title: field.text({ label: { zh: '标题', en: 'Title' }, min: 4, max: 100, disclosure: 'public' }),
  kind: field.choice({
    label: { zh: '文种', en: 'Kind' },
    options: { notice: { zh: '通知', en: 'Notice' }, 'supervision-notice': { zh: '督办单', en: 'Supervision notice' } },
    disclosure: 'public',
  }),
  number: field.code({
    label: { zh: '文号', en: 'Number' },
    help: { zh: '签发时取得', en: 'Taken when it is issued' },
    max: 40,
    disclosure: 'public',
  }),
  issuer: field.organisation({ label: { zh: '发文单位', en: 'From' }, disclosure: 'public' }),
  issued_on: field.date({ label: { zh: '成文日期', en: 'Issued on' }, disclosure: 'public' }),
  recipients: unitsField({ zh: '主送单位', en: 'To' }),
  to_enterprise: field.ref({ label: { zh: '主送企业', en: 'To the enterprise' }, to: 'enterprise' }),
  due_on: field.date({
    label: { zh: '答复期限', en: 'Answer by' },
    help: { zh: '通知不填则只需签收；督办单必须答复', en: 'A notice without it is only signed for; a supervision notice must be answered' },
  }),
  body: field.longText({ label: { zh: '正文', en: 'Text' }, min: 10, max: 4000, disclosure: 'public' }),
  attachments: field.files({ label: { zh: '附件', en: 'Attachments' }, most: 9, accept: ['document', 'image'] }),
  danger: field.ref({ label: { zh: '涉及隐患', en: 'About the danger' }, to: 'hidden-danger' }),
  supervision: field.ref({ label: { zh: '涉及挂牌督办', en: 'About the listing' }, to: 'listed-supervision' }),
  by_clock: field.flag({ label: { zh: '逾期自动起草', en: 'Drafted for lateness' } }),
  secrecy: field.choice({
    label: { zh: '密级', en: 'Secrecy' },
    help: { zh: '没有密级的不填；标有密级的不得向社会公开', en: 'Empty when it has none; a paper with one is never published' },
    options: {
      'work-secret': { zh: '工作秘密', en: 'Work secret' },
      secret: { zh: '秘密', en: 'Secret' },
      confidential: { zh: '机密', en: 'Confidential' },
      'top-secret': { zh: '绝密', en: 'Top secret' },
    },
  }),
  published: field.flag({ label: { zh: '向社会公开', en: 'Published' } }),
  published_on: field.date({ label: { zh: '公开日期', en: 'Published on' }, disclosure: 'public' }),
  review: field.text({
    label: { zh: '公开审查意见', en: 'Review before publication' },
    help: { zh: '不涉及国家秘密、商业秘密、个人隐私', en: 'That it holds no state or trade secret and nothing private' },
    min: 4,
    max: 300,
  }),
  published_by: field.person({ label: { zh: '公开审查人', en: 'Reviewed and published by' } }),
  withdrawal_reason: field.text({ label: { zh: '撤下公开的理由', en: 'Why it was taken off the portal' }, max: 300 }),
  drafted_by: field.person({ label: { zh: '起草人', en: 'Drafted by' } }),
  submitted_by: field.person({ label: { zh: '送审人', en: 'Submitted by' } }),
  issued_by: field.person({ label: { zh: '签发人', en: 'Issued by' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, max: 500 }),
  void_reason: field.text({ label: { zh: '作废、撤回理由', en: 'Why it is void' }, max: 500 }),
  closing_note: field.text({ label: { zh: '办结意见', en: 'Note of the closing' }, max: 500 }),
} as const;
