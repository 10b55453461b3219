import type { Text } from '#kernel/text.ts';

/** The systems that the policy builds, chapters two to seven; a programme of another make puts its tasks under `other`. */
export const systems = {
  responsibility: { zh: '责任体系', en: 'Responsibility' },
  regulation: { zh: '法规标准体系', en: 'Regulations and standards' },
  prevention: { zh: '预防控制体系', en: 'Prevention and control' },
  guarantee: { zh: '基础保障体系', en: 'Basic guarantees' },
  'social-service': { zh: '社会化服务体系', en: 'Social services' },
  assessment: { zh: '考核体系', en: 'Assessment' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
