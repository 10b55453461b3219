import type { Detail } from '#standards/explained.ts';
import type { CalcAnswer, CalcContext, Calculator } from './calculator.ts';

type Written = CalcAnswer & { readonly line?: number };

function problem(code: 'bad-request' | 'internal', detail: Detail): CalcAnswer {
  return { ok: false, problem: { code, details: [detail] } };
}

function answer(calculator: Calculator, line: string, number: number, context: CalcContext): CalcAnswer {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    const what =
      line.trim() === '' ? { zh: '是空行', en: 'is empty' } : { zh: '不是一个完整的 JSON 值', en: 'is not one complete JSON value' };
    return problem('bad-request', { code: 'not-json', text: { zh: `第 ${number} 行${what.zh}`, en: `line ${number} ${what.en}` } });
  }
  try {
    return calculator.run(input, context);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return problem('internal', {
      code: 'internal',
      text: { zh: `第 ${number} 行未能计算：${said}`, en: `line ${number} could not be computed: ${said}` },
    });
  }
}

/**
 * One line of JSON in, one line of JSON out, without its newline. `number` counts from 1; an answer that is not ok repeats it
 * as `line`. Never throws: a line that fails does not end the stream.
 */
export function calcLine(calculator: Calculator, line: string, number: number, context: CalcContext): string {
  const result = answer(calculator, line, number, context);
  const written: Written = result.ok ? result : { ...result, line: number };
  return JSON.stringify(written);
}
