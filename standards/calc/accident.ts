import { accidentGrade } from '#standards/accident-grade.ts';
import { answerOf, type Calculator } from './calculator.ts';
import { type InputField, InputReader } from './input.ts';

const people = { zh: '整数，或 null（不清楚）', en: 'whole number, or null (not known)' };

/** More people than live anywhere, more money than exists: a slip of the finger, not a figure. */
const mostPeople = 10_000_000;
const mostYuan = 1_000_000_000_000;

const input: readonly InputField[] = [
  { name: 'deaths', type: people, required: true, meaning: { zh: '死亡人数', en: 'deaths' }, example: 3 },
  {
    name: 'serious',
    type: people,
    required: true,
    meaning: { zh: '重伤人数，含急性工业中毒', en: 'seriously injured, acute industrial poisoning included' },
    example: null,
  },
  {
    name: 'loss_yuan',
    type: { zh: '金额（元，至多两位小数），或 null（不清楚）', en: 'yuan with at most two decimals, or null (not known)' },
    required: true,
    meaning: { zh: '直接经济损失', en: 'direct economic loss' },
    example: null,
  },
];

export const accident: Calculator = {
  name: 'accident-grade',
  summary: {
    zh: '生产安全事故等级（国务院令第493号第三条）；不清楚的数不作零计',
    en: 'Grade of an accident (Decree 493, article 3); what is not known is not zero',
  },
  input,
  examples: ['{"deaths":3,"serious":null,"loss_yuan":null}', '{"deaths":0,"serious":9,"loss_yuan":9999999.99}'],
  run: (value) => {
    const reader = new InputReader(value, input);
    const figures = {
      deaths: reader.figure('deaths', 0, mostPeople),
      serious: reader.figure('serious', 0, mostPeople),
      loss_yuan: reader.figure('loss_yuan', 2, mostYuan),
    };
    return answerOf(reader, () => accidentGrade(figures));
  },
};
