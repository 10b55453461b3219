import type { Text } from '#kernel/text.ts';

/** One clause of the implementing opinions 吉发〔2017〕26号, and the systems of the platform that answer it. */
export interface Clause {
  readonly title: Text;
  readonly systems: readonly string[];
}

/** §1 to §35 in their order. The annex with its 87 tasks is not public: tasks are cited by number only. */
export const clauses: readonly Clause[] = [
  { title: { zh: '指导思想', en: 'Guiding ideas' }, systems: [] },
  { title: { zh: '总体目标', en: 'Overall goals' }, systems: ['S1', 'S28'] },
  { title: { zh: '深化党委政府领导责任', en: 'Responsibility of party and government leaders' }, systems: ['S5'] },
  { title: { zh: '深化党委政府职能部门的安全生产责任', en: 'Responsibility of party and government departments' }, systems: ['S5'] },
  { title: { zh: '深化各级安全生产委员会责任', en: 'Responsibility of the safety commissions' }, systems: ['S5', 'S6'] },
  { title: { zh: '深化落实企业主体责任', en: 'Primary responsibility of enterprises' }, systems: ['S3', 'S5', 'S31'] },
  { title: { zh: '深化重点行业领域的监管责任', en: 'Supervision of key sectors' }, systems: ['S6'] },
  { title: { zh: '健全完善地方法规', en: 'Local regulations' }, systems: ['S8'] },
  { title: { zh: '健全完善技术标准', en: 'Technical standards' }, systems: ['S8'] },
  { title: { zh: '健全完善监管执法体制', en: 'The system of enforcement' }, systems: ['S9', 'S16'] },
  { title: { zh: '健全完善监管执法保障', en: 'Means of enforcement' }, systems: ['S9', 'S11'] },
  { title: { zh: '规范监管执法行为', en: 'Conduct of enforcement' }, systems: ['S9', 'S10', 'S31'] },
  { title: { zh: '健全完善司法保障机制', en: 'Judicial guarantees' }, systems: ['S12'] },
  { title: { zh: '健全完善执法监督机制', en: 'Oversight of enforcement' }, systems: ['S10', 'S31'] },
  { title: { zh: '加强源头把控', en: 'Control at the source' }, systems: ['S13'] },
  { title: { zh: '加强双重预防机制建设', en: 'Dual prevention: risks and hidden dangers' }, systems: ['S4', 'S14', 'S15'] },
  { title: { zh: '加强城市运行安全保障', en: 'Safety of city operation' }, systems: ['S14', 'S18'] },
  { title: { zh: '加强应急救援管理体制', en: 'Emergency rescue' }, systems: ['S19'] },
  { title: { zh: '加强重点领域综合治理', en: 'Key sectors' }, systems: ['S17', 'S20'] },
  { title: { zh: '加强职业病防治', en: 'Occupational diseases' }, systems: ['S21'] },
  { title: { zh: '完善事故调查处理机制', en: 'Accident investigation' }, systems: ['S4', 'S22', 'S31'] },
  { title: { zh: '完善安全投入长效机制', en: 'Safety investment' }, systems: ['S23'] },
  { title: { zh: '加强安全科技支撑', en: 'Science and technology' }, systems: ['S17', 'S24'] },
  {
    title: { zh: '深化安全基础工程建设', en: 'Basic safety programmes and the one net' },
    systems: ['S1', 'S2', 'S16', 'S17', 'S20', 'S21', 'S24', 'S25', 'S30'],
  },
  { title: { zh: '强化安全教育培训', en: 'Education and training' }, systems: ['S25'] },
  { title: { zh: '加强安全宣传教育', en: 'Publicity' }, systems: ['S25'] },
  { title: { zh: '强化社会化服务保障', en: 'Social services' }, systems: ['S19', 'S26'] },
  { title: { zh: '强化安全生产中介机构管理', en: 'Intermediaries' }, systems: ['S26'] },
  { title: { zh: '完善市场推动机制', en: 'Market mechanisms' }, systems: ['S27'] },
  { title: { zh: '严格责任考核', en: 'Assessment' }, systems: ['S29', 'S31'] },
  { title: { zh: '严格责任追究', en: 'Accountability' }, systems: ['S30', 'S31'] },
  { title: { zh: '强化组织领导', en: 'Leadership of the reform' }, systems: ['S7'] },
  { title: { zh: '强化教育宣传', en: 'Publicity of the reform' }, systems: ['S7'] },
  { title: { zh: '强化任务落实', en: 'Carrying out the tasks' }, systems: ['S4', 'S7'] },
  { title: { zh: '强化督查考核', en: 'Supervision of the reform' }, systems: ['S4', 'S7'] },
];
