import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { calendarContents } from '#kernel/clock/calendar.ts';
import { ROOT } from '#kernel/database/root.ts';
import type { CalcContext } from '#standards/calc/calculator.ts';
import { calculatorHelp, calculatorOf, calculators } from '#standards/calc/registry.ts';
import { calcLine } from '#standards/calc/stream.ts';
import { Calendar } from '#standards/calendar.ts';
import { EXIT, UsageError } from './exit.ts';
import { inLanguage, language } from './language.ts';
import { printLine } from './output.ts';

/** The pack's calendars as they are in the clone: a figure can be checked without a server. */
async function readContext(): Promise<CalcContext> {
  const folder = join(ROOT, 'packs/jilin/calendars');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const read = async (name: string): Promise<{ name: string; json: unknown }> => ({
    name,
    json: JSON.parse(await readFile(join(folder, name), 'utf8')),
  });
  const contents = calendarContents(await Promise.all(names.map(read)));
  return { calendars: new Map(contents.map((content) => [content.code, new Calendar({ ...content, version: 1 })])) };
}

function list(): void {
  const width = Math.max(...calculators.map((each) => each.name.length));
  for (const each of calculators) printLine(`${each.name.padEnd(width)}  ${inLanguage(each.summary)}`);
}

/** Lines of JSON from stdin to lines of JSON on stdout, as they come. Fails when any of them did. */
export async function runCalc(name: string | undefined, flags: { help?: boolean }): Promise<number> {
  if (name === undefined) {
    list();
    return flags.help === true ? EXIT.ok : EXIT.usage;
  }
  const calculator = calculatorOf(name);
  if (calculator === undefined) throw new UsageError(`anwang calc ${calculators.map((each) => each.name).join(' | ')}`);
  if (flags.help === true) {
    printLine(calculatorHelp(calculator, language()).trimEnd());
    return EXIT.ok;
  }
  const context = await readContext();
  let number = 0;
  let failed = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const answer = calcLine(calculator, line, number, context);
    if (answer.startsWith('{"ok":false')) failed += 1;
    if (!process.stdout.write(`${answer}\n`)) await once(process.stdout, 'drain');
  }
  return failed > 0 ? EXIT.failed : EXIT.ok;
}
