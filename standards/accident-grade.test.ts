import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccidentFigures, type AccidentGrade, accidentGrade } from './accident-grade.ts';

const none: AccidentFigures = { deaths: 0, serious: 0, loss_yuan: 0 };
const order: readonly AccidentGrade[] = ['ordinary', 'larger', 'major', 'especially-major'];

test.each([
  [{ ...none, deaths: -1 }, 'deaths'],
  [{ ...none, serious: Number.NaN }, 'serious'],
  [{ ...none, loss_yuan: Number.POSITIVE_INFINITY }, 'loss_yuan'],
])('refuses %j', (input, field) => {
  expect(() => accidentGrade(input)).toThrow(`${field} must be 0 or more`);
});

describe('the thresholds of article 3: 以上 includes, 以下 excludes', () => {
  test.each<[keyof AccidentFigures, number, AccidentGrade, string]>([
    ['deaths', 2, 'ordinary', '一般'],
    ['deaths', 3, 'larger', '较大'],
    ['deaths', 9, 'larger', '较大'],
    ['deaths', 10, 'major', '重大'],
    ['deaths', 29, 'major', '重大'],
    ['deaths', 30, 'especially-major', '特别重大'],
    ['serious', 9, 'ordinary', '一般'],
    ['serious', 10, 'larger', '较大'],
    ['serious', 49, 'larger', '较大'],
    ['serious', 50, 'major', '重大'],
    ['serious', 99, 'major', '重大'],
    ['serious', 100, 'especially-major', '特别重大'],
    ['loss_yuan', 9_999_999.99, 'ordinary', '一般'],
    ['loss_yuan', 10_000_000, 'larger', '较大'],
    ['loss_yuan', 49_999_999.99, 'larger', '较大'],
    ['loss_yuan', 50_000_000, 'major', '重大'],
    ['loss_yuan', 99_999_999.99, 'major', '重大'],
    ['loss_yuan', 100_000_000, 'especially-major', '特别重大'],
  ])('%s %d is %s', (name, value, code, zh) => {
    expect(accidentGrade({ ...none, [name]: value }).value).toEqual({ grade: { code, zh }, lower_bound: false });
  });
});

// Published conclusions of the State Council's investigations.
test.each<[string, AccidentFigures, AccidentGrade]>([
  [
    '吉林宝源丰 2013-06-03: 121 dead, 76 injured, 182 million yuan',
    { deaths: 121, serious: 76, loss_yuan: 182_000_000 },
    'especially-major',
  ],
  [
    '江苏响水 2019-03-21: 78 dead, 76 seriously injured, 1,986.35 million yuan',
    { deaths: 78, serious: 76, loss_yuan: 1_986_350_700 },
    'especially-major',
  ],
])('%s', (_, input, grade) => {
  expect(accidentGrade(input).value).toMatchObject({ grade: { code: grade }, lower_bound: false });
});

describe('unknown is not zero', () => {
  test.each<[AccidentFigures, AccidentGrade, boolean]>([
    [{ deaths: 3, serious: null, loss_yuan: null }, 'larger', true],
    [{ deaths: null, serious: null, loss_yuan: null }, 'ordinary', true],
    [{ deaths: 29, serious: 99, loss_yuan: null }, 'major', true],
    [{ deaths: 30, serious: null, loss_yuan: null }, 'especially-major', false],
    [{ deaths: null, serious: null, loss_yuan: 100_000_000 }, 'especially-major', false],
    [{ deaths: 0, serious: 0, loss_yuan: 0 }, 'ordinary', false],
  ])('%j is %s, a lower bound: %s', (input, code, lower_bound) => {
    expect(accidentGrade(input).value).toMatchObject({ grade: { code }, lower_bound });
  });

  test('and the reason says what is missing', () => {
    const { because } = accidentGrade({ deaths: 3, serious: null, loss_yuan: null });
    expect(because.map((each) => each.rule)).toEqual(['accident-grade.deaths', 'accident-grade.worst', 'accident-grade.lower-bound']);
    expect(because[2]?.text.zh).toBe('重伤（含急性工业中毒）、直接经济损失尚不清楚，不作零计：等级可能上调');
  });
});

describe('properties', () => {
  const people = fc.option(fc.nat(200), { nil: null });
  const loss = fc.option(fc.nat(200_000_000), { nil: null });
  const input = fc.record({ deaths: people, serious: people, loss_yuan: loss });
  const rank = (figures: AccidentFigures) => order.indexOf(accidentGrade(figures).value.grade.code);

  test('the grade is the worst of the three alone, and a worse figure never lowers it', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('deaths', 'serious', 'loss_yuan' as const), fc.nat(100_000_000), (figures, name, more) => {
        const alone = (['deaths', 'serious', 'loss_yuan'] as const).map((each) => rank({ ...none, [each]: figures[each] ?? 0 }));
        expect(rank(figures)).toBe(Math.max(...alone));
        expect(rank({ ...figures, [name]: (figures[name] ?? 0) + more })).toBeGreaterThanOrEqual(rank(figures));
      }),
    );
  });

  test('lower_bound is true exactly when some filling of the unknowns gives a higher grade', () => {
    fc.assert(
      fc.property(input, (figures) => {
        const filled = { deaths: figures.deaths ?? 30, serious: figures.serious ?? 100, loss_yuan: figures.loss_yuan ?? 100_000_000 };
        expect(accidentGrade(figures).value.lower_bound).toBe(rank(filled) > rank(figures));
      }),
    );
  });
});
