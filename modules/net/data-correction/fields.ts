import { field } from '#kernel/record/field.ts';

/** 信息更正: somebody outside says that what is public about an enterprise is wrong. Law: 政府信息公开条例 第四十一条; 个人信息保护法 第四十六条. */
export const fields = {
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise' }),
  matter: field.choice({
    label: { zh: '哪一部分有误', en: 'What is wrong' },
    options: {
      particulars: { zh: '登记事项', en: 'Particulars' },
      licence: { zh: '许可证照', en: 'A licence' },
      listing: { zh: '挂牌督办', en: 'A listed danger' },
      restart: { zh: '恢复生产', en: 'A restart of production' },
      other: { zh: '其他', en: 'Something else' },
    },
  }),
  statement: field.longText({
    label: { zh: '有什么错误', en: 'What the error is' },
    help: {
      zh: '写明页面上的内容和您知道的实际情况，至少十个字',
      en: 'What the page says and what you know to be true; ten characters at least',
    },
    min: 10,
    max: 1000,
  }),
  reporter_name: field.text({
    label: { zh: '您的姓名', en: 'Your name' },
    help: { zh: '可以不填', en: 'You need not give it' },
    max: 60,
    disclosure: 'personal',
  }),
  phone: field.phone({
    label: { zh: '您的手机号', en: 'Your phone' },
    help: { zh: '可以不填；只用于核实这件事', en: 'You need not give it; used to ask back about this only' },
  }),
  receipt_hash: field.code({
    label: { zh: '回执号的摘要', en: 'Hash of the receipt' },
    help: { zh: '回执号只有报告人知道', en: 'The receipt itself is known to its holder only' },
    max: 64,
  }),
  office: field.organisation({ label: { zh: '办理单位', en: 'Dealt with by' } }),
  filed_on: field.date({ label: { zh: '报告日期', en: 'Filed on' } }),
  accepted_by: field.person({ label: { zh: '受理人', en: 'Accepted by' } }),
  accepted_on: field.date({ label: { zh: '受理日期', en: 'Accepted on' } }),
  answer: field.longText({
    label: { zh: '答复', en: 'Answer' },
    help: { zh: '持回执号的人可以看到', en: 'Whoever holds the receipt can read it' },
    min: 4,
    max: 1000,
  }),
  answered_by: field.person({ label: { zh: '答复人', en: 'Answered by' } }),
  answered_on: field.date({ label: { zh: '答复日期', en: 'Answered on' } }),
} as const;
