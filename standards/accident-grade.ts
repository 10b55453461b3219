import type { Because, Explained, Text } from './explained.ts';

export type AccidentGrade = 'ordinary' | 'larger' | 'major' | 'especially-major';

/** What is known of an accident; null is unknown, which is not zero. */
export interface AccidentFigures {
  readonly deaths: number | null;
  /** Seriously injured, acute industrial poisoning included. */
  readonly serious: number | null;
  /** Direct economic loss in yuan. */
  readonly loss_yuan: number | null;
}

export interface AccidentGradeResult {
  readonly grade: { readonly code: AccidentGrade; readonly zh: string };
  /** True while an unknown figure could still raise the grade. */
  readonly lower_bound: boolean;
}

const article = '国务院令第493号《生产安全事故报告和调查处理条例》第三条';

/** 国务院令第493号 第三条, worst first: "以上" includes its number, "以下" excludes it. Stated by the decree itself, hence no parameters. */
const grades = [
  { code: 'especially-major', zh: '特别重大', en: 'especially major', deaths: 30, serious: 100, loss_yuan: 100_000_000 },
  { code: 'major', zh: '重大', en: 'major', deaths: 10, serious: 50, loss_yuan: 50_000_000 },
  { code: 'larger', zh: '较大', en: 'larger', deaths: 3, serious: 10, loss_yuan: 10_000_000 },
  { code: 'ordinary', zh: '一般', en: 'ordinary', deaths: 0, serious: 0, loss_yuan: 0 },
] as const;

const figures: readonly { readonly name: keyof AccidentFigures; readonly text: Text; readonly unit: Text }[] = [
  { name: 'deaths', text: { zh: '死亡', en: 'deaths' }, unit: { zh: '人', en: '' } },
  {
    name: 'serious',
    text: { zh: '重伤（含急性工业中毒）', en: 'serious injuries (acute poisoning included)' },
    unit: { zh: '人', en: '' },
  },
  { name: 'loss_yuan', text: { zh: '直接经济损失', en: 'direct economic loss' }, unit: { zh: '元', en: ' yuan' } },
];

function check(name: string, value: number | null): void {
  if (value !== null && !(Number.isFinite(value) && value >= 0))
    throw new RangeError(`${name} must be 0 or more, or null when unknown: ${value}`);
}

/** The place in `grades` that one figure alone gives; the lowest grade starts at 0, so there is always one. */
function placeOf(name: keyof AccidentFigures, value: number): number {
  return grades.findIndex((grade) => value >= grade[name]);
}

/**
 * The grade of an accident: the worst of what deaths, serious injuries and direct loss give. Unknown figures leave the grade a
 * lower bound, unless it is the highest already. Throws a RangeError on a negative figure or one that is no number.
 */
export function accidentGrade(input: AccidentFigures): Explained<AccidentGradeResult> {
  let worst = grades.length - 1;
  const because: Because[] = [];
  const unknown: Text[] = [];
  for (const { name, text, unit } of figures) {
    const value = input[name];
    check(name, value);
    if (value === null) {
      unknown.push(text);
      continue;
    }
    const place = placeOf(name, value);
    worst = Math.min(worst, place);
    const alone = grades[place] ?? grades[3];
    const words = { zh: `${text.zh} ${value} ${unit.zh}，属${alone.zh}事故`, en: `${text.en} ${value}${unit.en}: ${alone.en}` };
    because.push({ rule: `accident-grade.${name}`, text: words, inputs: { [name]: value }, source: article });
  }
  const grade = grades[worst] ?? grades[3];
  const lower_bound = unknown.length > 0 && worst > 0;
  because.push({
    rule: 'accident-grade.worst',
    text: { zh: `三项取最重：${grade.zh}事故`, en: `the worst of the three: ${grade.en}` },
    source: article,
  });
  if (lower_bound) {
    const text = {
      zh: `${unknown.map((each) => each.zh).join('、')}尚不清楚，不作零计：等级可能上调`,
      en: `not yet known, which is not zero: ${unknown.map((each) => each.en).join(', ')}; the grade may rise`,
    };
    because.push({ rule: 'accident-grade.lower-bound', text });
  }
  return { value: { grade: { code: grade.code, zh: grade.zh }, lower_bound }, because };
}
