import type { Text } from '#standards/explained.ts';
import { accident } from './accident.ts';
import type { Calculator } from './calculator.ts';
import { creditCode, residentIdentity } from './codes.ts';
import { workingDays } from './working-days.ts';

/** The calculators of `anwang calc NAME`, in the order in which help lists them. */
export const calculators: readonly Calculator[] = [creditCode, residentIdentity, accident, workingDays];

export function calculatorOf(name: string): Calculator | undefined {
  return calculators.find((each) => each.name === name);
}

/** What `anwang calc NAME --help` prints: the fields with type, meaning and example, then lines to try. */
export function calculatorHelp(calculator: Calculator, language: keyof Text): string {
  const words =
    language === 'zh'
      ? { input: '输入（每行一个 JSON 对象）', required: '必填', optional: '可不填', example: '例' }
      : { input: 'Input (a JSON object per line)', required: 'required', optional: 'optional', example: 'example' };
  const colon = language === 'zh' ? '：' : ': ';
  const width = Math.max(...calculator.input.map((each) => each.name.length));
  const fields = calculator.input.map((each) => {
    const need = each.required ? words.required : words.optional;
    return `  ${each.name.padEnd(width)}  ${each.type[language]} [${need}]\n  ${' '.repeat(width)}  ${each.meaning[language]}; ${words.example} ${JSON.stringify(each.example)}`;
  });
  const tries = calculator.examples.map((each) => `  echo '${each}' | anwang calc ${calculator.name}`);
  return [`anwang calc ${calculator.name}${colon}${calculator.summary[language]}`, '', words.input, ...fields, '', ...tries, ''].join('\n');
}
