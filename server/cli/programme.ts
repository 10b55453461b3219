import { access } from 'node:fs/promises';
import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import type { Text } from '#kernel/text.ts';
import { packReader } from '#server/pack/base.ts';
import { openPlatform } from '#server/platform.ts';
import { enterProgramme, programmeFaults } from '#server/reform/enter-programme.ts';
import { unitFinder } from '#server/reform/find-units.ts';
import { readProgrammeRows, type SheetFault } from '#server/reform/programme-sheet.ts';
import { readWorkbook } from '#server/reform/workbook.ts';
import { openNode } from '#server/runtime/node.ts';
import { isDay } from '#standards/day.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { inLanguage } from './language.ts';
import { printJson, printLine, printText, progressBar } from './output.ts';

export interface ProgrammeLoadFlags extends CommonOptions {
  readonly file: string;
  readonly title: string;
  readonly number: string;
  readonly issued: string;
  readonly office: string;
  readonly dryRun?: boolean;
  readonly pack: string;
}

async function rowsOf(file: string): Promise<readonly (readonly string[])[]> {
  await access(file).catch(() => {
    throw new UsageError(`--file ${file}: no such file`);
  });
  return readWorkbook(file).catch(() => {
    throw new UsageError(`--file ${file}: not an Excel workbook (.xlsx)`);
  });
}

function tellFaults(faults: readonly SheetFault[], json: boolean | undefined): void {
  if (json === true) {
    printJson({ ok: false, faults });
    return;
  }
  for (const { row, text } of faults) printLine(inLanguage({ zh: `第 ${row} 行：${text.zh}`, en: `Row ${row}: ${text.en}` }));
  printText({ zh: `${faults.length} 处有误，未写入任何内容`, en: `${faults.length} faults; nothing was written` });
}

/** Loads a programme from a sheet of tasks: checked wholly first, and entered only when nothing is wrong. */
export async function runProgrammeLoad(flags: ProgrammeLoadFlags): Promise<number> {
  if (!isDay(flags.issued)) throw new UsageError(`--issued ${flags.issued}: a day such as 2027-01-15`);
  const rows = await rowsOf(flags.file);
  const node = await openNode({ data: flags.data, database: flags.database });
  const database = openDatabase({ url: await node.serverUrl(), max: 2 });
  try {
    const platform = await openPlatform({ database, clock: systemClock, random: systemRandom() });
    const find = await unitFinder(database, packReader(flags.pack), dayOf(systemClock.now()));
    const sheet = readProgrammeRows(rows, find);
    const { title, number, issued, office } = flags;
    const tasks = sheet.tasks.map((each) => each.task);
    const entry = { title, document_number: number, issued_on: issued, office, note: null, tasks };
    const rowOf = new Map(sheet.tasks.map((each) => [each.task.number, each.row]));
    const refused = programmeFaults(platform, entry).map(({ number: task, detail }): SheetFault => {
      const text: Text = detail.text;
      return { row: task === null ? 1 : (rowOf.get(task) ?? 1), text };
    });
    const faults = [...sheet.faults, ...refused].sort((a, b) => a.row - b.row);
    if (faults.length > 0) {
      tellFaults(faults, flags.json);
      return EXIT.failed;
    }
    if (flags.dryRun === true) {
      if (flags.json === true) printJson({ ok: true, dry_run: true, tasks: tasks.length });
      else printText({ zh: `${tasks.length} 项任务可以装载；未写入`, en: `${tasks.length} tasks can be loaded; nothing was written` });
      return EXIT.ok;
    }
    const bar = progressBar();
    const { id, entered, known } = await enterProgramme(platform, entry, (done, total) => bar.show(title, done, total));
    bar.end();
    if (flags.json === true) printJson({ ok: true, id, entered, known });
    else printText({ zh: `已装载 ${entered} 项任务，原有 ${known} 项`, en: `${entered} tasks loaded, ${known} stood there already` });
    return EXIT.ok;
  } finally {
    await database.close();
    await node.close();
  }
}
