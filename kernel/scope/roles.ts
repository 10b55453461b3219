import type { Text } from '#kernel/text.ts';

/** What a post is for. An action names the roles that may take it; who sees which rows is the reader kind's business. */
export const roles = {
  supervisor: { zh: '监管执法', en: 'Supervision and enforcement' },
  'line-supervisor': { zh: '行业主管', en: 'Department in charge of a line' },
  leader: { zh: '政府领导', en: 'Government leader' },
  commission: { zh: '安委办', en: 'Safety commission office' },
  inspector: { zh: '网格员／安全检查员', en: 'Grid and village inspector' },
  'safety-manager': { zh: '企业安全管理人员', en: 'Safety manager' },
  'enterprise-head': { zh: '企业主要负责人', en: 'Head of the enterprise' },
  worker: { zh: '从业人员', en: 'Worker' },
  'workers-congress': { zh: '职代会／工会', en: "Workers' congress" },
  applicant: { zh: '企业认领申请人', en: 'Applicant for an enterprise' },
  agency: { zh: '中介机构', en: 'Intermediary' },
  insurer: { zh: '保险机构', en: 'Insurer' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
  'security-officer': { zh: '安全保密管理员', en: 'Security officer' },
  auditor: { zh: '安全审计员', en: 'Auditor' },
  system: { zh: '系统', en: 'The platform itself' },
  public: { zh: '公众', en: 'The public' },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roles;
