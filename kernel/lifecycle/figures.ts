import type { Because } from '#kernel/text.ts';
import type { Parameter } from './decision.ts';
import type { Figures } from './table.ts';

/** Hands out parameters and notes each one read, so that a date can say on which figure of which status it stands. */
export function recordFigures(parameter: (name: string) => Parameter, used: Because[]): Figures {
  return {
    number: (name) => {
      const { value, source, status } = parameter(name);
      if (typeof value !== 'number') throw new Error(`the parameter ${name} is not a number`);
      if (!used.some((each) => each.rule === name)) {
        used.push({
          rule: name,
          text: { zh: `参数 ${name} = ${value}`, en: `Parameter ${name} = ${value}` },
          inputs: { value },
          source,
          status,
        });
      }
      return value;
    },
  };
}
