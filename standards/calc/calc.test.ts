import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar2026 } from '#standards/calendar-fixture.ts';
import type { CalcContext } from './calculator.ts';
import { calculatorHelp, calculatorOf, calculators } from './registry.ts';
import { calcLine } from './stream.ts';

const context: CalcContext = { calendars: new Map([['cn', calendar2026]]) };

function named(name: string) {
  const calculator = calculatorOf(name);
  if (calculator === undefined) throw new Error(`no calculator ${name}`);
  return calculator;
}

function run(name: string, input: unknown): unknown {
  return JSON.parse(calcLine(named(name), JSON.stringify(input), 1, context));
}

function wrong(name: string, input: unknown): [string | undefined, string][] {
  const answer = named(name).run(input, context);
  if (answer.ok) throw new Error('was accepted');
  expect(answer.problem.code).toBe('invalid');
  for (const each of answer.problem.details) expect([each.text.zh, each.text.en]).not.toContain('');
  return answer.problem.details.map((each) => [each.field, each.code]);
}

describe('an input of the wrong shape is refused at its field', () => {
  test.each<[string, unknown, [string | undefined, string][]]>([
    ['uscc', null, [[undefined, 'not-an-object']]],
    ['uscc', ['91220000123961012F'], [[undefined, 'not-an-object']]],
    ['uscc', '91220000123961012F', [[undefined, 'not-an-object']]],
    ['uscc', {}, [['code', 'missing']]],
    ['uscc', { code: 91220000 }, [['code', 'wrong-type']]],
    ['uscc', { code: null }, [['code', 'wrong-type']]],
    ['uscc', { code: 'x', Code: 'x' }, [['Code', 'unknown-key']]],
    ['uscc', JSON.parse('{"code":"x","__proto__":1}'), [['__proto__', 'unknown-key']]],
    ['uscc', Object.create({ code: '91220000123961012F' }), [['code', 'missing']]],
    ['resident-id', { number: 11010519491231002 }, [['number', 'wrong-type']]],
    ['resident-id', { number: '11010519491231002X', today: '2026-02-30' }, [['today', 'not-a-day']]],
    [
      'accident-grade',
      { deaths: 3 },
      [
        ['serious', 'missing'],
        ['loss_yuan', 'missing'],
      ],
    ],
    [
      'accident-grade',
      { deaths: -1, serious: 1.5, loss_yuan: '10' },
      [
        ['deaths', 'negative'],
        ['serious', 'fraction'],
        ['loss_yuan', 'wrong-type'],
      ],
    ],
    [
      'accident-grade',
      { deaths: true, serious: [], loss_yuan: 0.001 },
      [
        ['deaths', 'wrong-type'],
        ['serious', 'wrong-type'],
        ['loss_yuan', 'fraction'],
      ],
    ],
    [
      'accident-grade',
      { deaths: JSON.parse('1e999'), serious: 10_000_001, loss_yuan: 1e13 },
      [
        ['deaths', 'too-large'],
        ['serious', 'too-large'],
        ['loss_yuan', 'too-large'],
      ],
    ],
    ['accident-grade', { deaths: 0, serious: 0, loss_yuan: 0, minor: 2 }, [['minor', 'unknown-key']]],
    ['working-days', { days: 5 }, [['from', 'missing']]],
    ['working-days', { from: '2026-09-28' }, [['days', 'either-or']]],
    ['working-days', { from: '2026-09-28', days: 5, to: '2026-10-10' }, [['days', 'either-or']]],
    ['working-days', { from: '2026/09/28', days: 5 }, [['from', 'not-a-day']]],
    ['working-days', { from: '1899-12-31', days: 5 }, [['from', 'out-of-range']]],
    ['working-days', { from: '2026-09-28', days: -5 }, [['days', 'negative']]],
    ['working-days', { from: '2026-09-28', days: 2.5 }, [['days', 'fraction']]],
    ['working-days', { from: '2026-09-28', days: null }, [['days', 'wrong-type']]],
    ['working-days', { from: '2026-09-28', days: 3661 }, [['days', 'too-large']]],
    ['working-days', { from: '2026-09-28', to: '2026-09-27' }, [['to', 'before-from']]],
    ['working-days', { from: '2026-09-28', to: '2046-09-27' }, [['to', 'too-far']]],
    ['working-days', { from: '2026-09-28', days: 5, unit: 'week' }, [['unit', 'choice']]],
    ['working-days', { from: '2026-09-28', days: 5, calendar: 'us' }, [['calendar', 'choice']]],
  ])('%s %j', (name, input, expected) => {
    expect(wrong(name, input)).toEqual(expected);
  });

  test('in a sentence that helps', () => {
    const answer = named('accident-grade').run({ deaths: '三', serious: 0 }, context);
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        details: [
          { field: 'deaths', text: { zh: '应为数字，所填为 "三"', en: 'must be a number; this is "三"' } },
          { field: 'loss_yuan', text: { zh: '缺少此字段：不清楚时填 null', en: 'this field is missing: write null when it is not known' } },
        ],
      },
    });
  });
});

describe('the stream', () => {
  test.each([
    ['', '第 7 行是空行'],
    ['{"code":', '第 7 行不是一个完整的 JSON 值'],
    ['{"code":"a"} {"code":"b"}', '第 7 行不是一个完整的 JSON 值'],
    ['\uFEFF{"code":"a"}', '第 7 行不是一个完整的 JSON 值'],
  ])('answers %j with its line', (line, zh) => {
    expect(JSON.parse(calcLine(named('uscc'), line, 7, context))).toMatchObject({
      ok: false,
      line: 7,
      problem: { code: 'bad-request', details: [{ code: 'not-json', text: { zh } }] },
    });
  });

  test('says so when no calendar is loaded, and goes on', () => {
    const line = calcLine(named('working-days'), '{"from":"2026-09-28","days":5}', 2, { calendars: new Map() });
    expect(JSON.parse(line)).toMatchObject({ ok: false, line: 2, problem: { code: 'internal' } });
  });

  test('never throws and always answers one line, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...calculators),
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((each) => JSON.stringify(each)),
        ),
        (calculator, line) => {
          const out = calcLine(calculator, line, 1, context);
          expect(out).not.toContain('\n');
          expect(typeof JSON.parse(out).ok).toBe('boolean');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('answers', () => {
  test('a code, with its parts; a wrong code is an answer too', () => {
    expect(run('uscc', { code: '91220000123961012F' })).toMatchObject({
      ok: true,
      value: { valid: true, region: { zh: '吉林省' }, organisation_code: '12396101-2' },
    });
    expect(run('uscc', { code: '91220000123961012G' })).toMatchObject({
      ok: true,
      value: { valid: false, reasons: [{ code: 'check' }] },
      because: [{ rule: 'check' }],
    });
    expect(run('resident-id', { number: '11010519491231002X', today: '2026-11-24' })).toMatchObject({
      ok: true,
      value: { valid: true, birth_day: '1949-12-31' },
    });
    expect(run('resident-id', { number: '11010519491231002X', today: '1940-01-01' })).toMatchObject({ ok: true, value: { valid: false } });
  });

  test('a grade, exactly', () => {
    expect(run('accident-grade', { deaths: 3, serious: null, loss_yuan: null })).toMatchObject({
      ok: true,
      value: { grade: { code: 'larger', zh: '较大' }, lower_bound: true },
    });
    expect(run('accident-grade', { deaths: 0, serious: 0, loss_yuan: 9_999_999.99 })).toMatchObject({
      ok: true,
      value: { grade: { code: 'ordinary' }, lower_bound: false },
    });
  });

  test('working days, both ways round, and natural days', () => {
    expect(run('working-days', { from: '2026-09-28', days: 5 })).toEqual({
      ok: true,
      value: { due: '2026-10-10', days: 5, unit: 'working-day', calendar: 'cn', calendar_version: 3 },
      because: [
        expect.objectContaining({ rule: 'period', source: '民法典 第二百零一条' }),
        expect.objectContaining({ rule: 'days-not-worked', inputs: { days: 7 } }),
        expect.objectContaining({ rule: 'make-up-workdays' }),
      ],
    });
    expect(run('working-days', { from: '2026-09-28', to: '2026-10-10', calendar: 'cn' })).toMatchObject({ ok: true, value: { days: 5 } });
    expect(run('working-days', { from: '2026-09-28', to: '2026-10-10', unit: 'natural-day' })).toMatchObject({
      ok: true,
      value: { days: 12 },
    });
    expect(run('working-days', { from: '2026-09-28', days: 12, unit: 'natural-day' })).toMatchObject({
      ok: true,
      value: { due: '2026-10-10' },
    });
    expect(run('working-days', { from: '2026-10-01', days: 0 })).toMatchObject({ ok: true, value: { due: '2026-10-01' } });
  });

  test('a date beyond the calendar is 待核', () => {
    expect(run('working-days', { from: '2031-09-28', days: 5 })).toMatchObject({
      ok: true,
      because: expect.arrayContaining([expect.objectContaining({ status: 'unverified' })]),
    });
  });
});

test('every example of every help is accepted, and help names every field in both languages', () => {
  expect(calculators.map((each) => each.name)).toEqual(['uscc', 'resident-id', 'accident-grade', 'working-days']);
  for (const calculator of calculators) {
    for (const example of calculator.examples) expect(JSON.parse(calcLine(calculator, example, 1, context)).ok, example).toBe(true);
    for (const language of ['zh', 'en'] as const) {
      const help = calculatorHelp(calculator, language);
      expect(help).toContain(calculator.summary[language]);
      for (const field of calculator.input) expect(help).toContain(field.meaning[language]);
    }
  }
});
