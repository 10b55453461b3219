import { Command, InvalidArgumentError } from 'commander';
import type { Text } from '#kernel/text.ts';
import type { Surroundings } from './common.ts';
import { inLanguage } from './language.ts';

export interface ProgramContext {
  readonly surroundings: Surroundings;
  /** Takes the command's exit code. */
  readonly finish: (code: number) => void;
}

const texts = {
  about: { zh: '安网：全省安全生产平台', en: 'Anwang: work safety of a whole province' },
  codes: {
    zh: '\n退出码：0 成功；1 检查未通过或被拒绝；2 用法错误；3 数据库不可用',
    en: '\nExit codes: 0 done; 1 a check failed or it was refused; 2 wrong usage; 3 the database is not available',
  },
  data: { zh: '数据目录（默认 ANWANG_DATA 或 ./data）', en: 'data folder (default: ANWANG_DATA, or data in the clone)' },
  database: { zh: '数据库名（默认上次 start 使用的）', en: 'database (default: the one that start used last)' },
  json: { zh: '输出一行 JSON', en: 'print one line of JSON' },
} satisfies Record<string, Text>;

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('0…65535');
  return port;
}

function command(parent: Command, name: string, about: Text): Command {
  return parent
    .command(name)
    .description(inLanguage(about))
    .option('--data <dir>', inLanguage(texts.data))
    .option('--database <name>', inLanguage(texts.database))
    .option('--json', inLanguage(texts.json));
}

/** The shape that every command's `run` has; its flags are what commander parsed by the declaration beside it. */
type Run<Flags> = (flags: Flags) => Promise<number>;

type Does = <Flags>(load: () => Promise<Run<Flags>>) => (flags: Flags) => Promise<void>;

function databaseCommands(program: Command, does: Does): void {
  command(program, 'migrate', { zh: '把数据库升级到本版本', en: 'bring the database to this release' })
    .option('--allow-destructive', inLanguage({ zh: '允许删除数据的迁移', en: 'allow migrations that delete data' }))
    .option('--dry-run', inLanguage({ zh: '只列出待执行的迁移', en: 'only list what is pending' }))
    .action(does(async () => (await import('./migrate.ts')).runMigrate));

  command(program, 'backup', { zh: '备份数据库和文件', en: 'back up the database and its files' })
    .option('--to <dir>', inLanguage({ zh: '新建的备份目录', en: 'folder to write; must not exist' }))
    .option(
      '--physical',
      inLanguage({ zh: '基础备份，写入归档目录，用于按时刻恢复', en: 'a base copy into the archive, for recovery to a moment' }),
    )
    .action(does(async () => (await import('./backup.ts')).runBackup));

  command(program, 'restore', { zh: '从备份恢复', en: 'restore a backup' })
    .option('--from <dir>', inLanguage({ zh: '备份目录', en: 'folder of a backup' }))
    .option(
      '--force-new <name>',
      inLanguage({ zh: '目标数据库非空时，恢复为这个新数据库', en: 'restore as this new database when the other is not empty' }),
    )
    .option(
      '--physical <dir>',
      inLanguage({ zh: '归档目录；恢复到 --data 指定的新目录', en: 'an archive; restores into the new folder of --data' }),
    )
    .option(
      '--until <instant>',
      inLanguage({ zh: '恢复到这一时刻，如 2026-11-24T18:00:00+08:00', en: 'the moment to restore, as 2026-11-24T18:00:00+08:00' }),
    )
    .option('--no-verify', inLanguage({ zh: '恢复后不核验台账', en: 'do not verify the ledger afterwards' }))
    .action(does(async () => (await import('./restore.ts')).runRestore));

  command(program, 'doctor', {
    zh: '体检：版本、磁盘、数据库、迁移、台账、期限、队列、搜索',
    en: 'check version, disk, database, migrations, ledger, deadlines, outbox, search',
  }).action(does(async () => (await import('./doctor.ts')).runDoctor));
}

function startCommand(program: Command, does: Does, surroundings: Surroundings): void {
  command(program, 'start', {
    zh: '启动：数据库、迁移、数据包、后台任务、接口和界面',
    en: 'start: database, migrations, pack, workers, API and console',
  })
    .option('--port <n>', inLanguage({ zh: '端口，0 为任意空闲端口', en: 'port; 0 takes any free one' }), parsePort, 8080)
    .option('--host <address>', inLanguage({ zh: '监听地址', en: 'address to listen on' }), '127.0.0.1')
    .option(
      '--demo',
      inLanguage({ zh: '演示数据库（首次启动的默认）', en: 'the demonstration’s database (the default of the first start)' }),
    )
    .option('--no-demo', inLanguage({ zh: '正式数据库，无演示人员', en: 'a database without the demonstration' }))
    .option(
      '--archive <dir>',
      inLanguage({ zh: '持续归档日志到此目录，用于按时刻恢复', en: 'archive the log into this folder, for recovery to a moment' }),
    )
    .option('--no-archive', inLanguage({ zh: '停止归档', en: 'stop archiving' }))
    .option('--allow-destructive', inLanguage({ zh: '允许删除数据的迁移', en: 'allow migrations that delete data' }))
    .action(does(async () => (await import('./start.ts')).runStart(surroundings)));
}

function packCommands(program: Command, does: Does): void {
  const pack = program.command('pack').description(inLanguage({ zh: '数据包', en: 'packs of data' }));
  command(pack, 'load', {
    zh: '装载区划、单位、日历和参数；已有的不动',
    en: 'load regions, organisations, calendars and parameters; what stands already is left alone',
  })
    .option('--pack <name>', inLanguage({ zh: '数据包', en: 'pack' }), 'jilin')
    .action(does(async () => (await import('./pack.ts')).runPackLoad));
  command(pack, 'remove-demo', { zh: '删除演示数据库', en: 'drop the demonstration’s database' })
    .option('--yes', inLanguage({ zh: '确认', en: 'really' }))
    .action(does(async () => (await import('./pack.ts')).runPackRemoveDemo));
}

function programmeCommands(program: Command, does: Does): void {
  const programme = program.command('programme').description(inLanguage({ zh: '改革方案', en: 'reform programmes' }));
  command(programme, 'load', {
    zh: '从 Excel 装载一项改革方案的任务分工；有一处错误就不写入，已有的不动',
    en: 'load a programme’s tasks from Excel; nothing is written when anything is wrong, and what stands already is left alone',
  })
    .requiredOption('--file <xlsx>', inLanguage({ zh: '任务分工表', en: 'workbook with the tasks' }))
    .requiredOption('--title <text>', inLanguage({ zh: '方案名称', en: 'title' }))
    .requiredOption('--number <text>', inLanguage({ zh: '文号', en: 'document number' }))
    .requiredOption('--issued <day>', inLanguage({ zh: '印发日期，如 2027-01-15', en: 'day of issue, as 2027-01-15' }))
    .option('--office <code>', inLanguage({ zh: '牵头办公室的单位代码', en: 'code of the office in charge' }), '220000-commission')
    .option('--dry-run', inLanguage({ zh: '只检查，不写入', en: 'only check' }))
    .option('--pack <name>', inLanguage({ zh: '查单位简称的数据包', en: 'pack whose short names of organisations are known' }), 'jilin')
    .action(does(async () => (await import('./programme.ts')).runProgrammeLoad));
}

function peopleCommands(program: Command, does: Does): void {
  const user = program.command('user').description(inLanguage({ zh: '人员', en: 'people' }));
  command(user, 'add', {
    zh: '添加人员和岗位（如首个管理员），输出一次性密码',
    en: 'add a person with a post, as the first administrator; prints a one-time password',
  })
    .requiredOption('--login <name>', inLanguage({ zh: '用户名', en: 'user name' }))
    .requiredOption('--name <name>', inLanguage({ zh: '姓名', en: 'name' }))
    .requiredOption('--role <role...>', inLanguage({ zh: '岗位职责，如 administrator', en: 'what the post is for, as administrator' }))
    .requiredOption('--region <code>', inLanguage({ zh: '行政区划代码，如 220000', en: 'region code, as 220000' }))
    .option('--organisation <code>', inLanguage({ zh: '单位代码', en: 'organisation code' }))
    .option('--line <code>', inLanguage({ zh: '行业条线（行业主管岗位必填）', en: 'line of industry (for a line supervisor)' }), '')
    .option('--phone <number>', inLanguage({ zh: '电话', en: 'phone' }), '')
    .action(does(async () => (await import('./user-add.ts')).runUserAdd));

  const ledger = program.command('ledger').description(inLanguage({ zh: '台账', en: 'the ledger' }));
  command(ledger, 'verify', { zh: '核验全部台账，指出任何改动', en: 'verify the whole ledger and name whatever was changed' })
    .option('--heads <file>', inLanguage({ zh: '库外保存的树头（JSON）', en: 'tree heads kept outside the database (JSON)' }))
    .option(
      '--keys <dir>',
      inLanguage({ zh: '公钥目录（默认数据目录下 keys）', en: 'folder of the public keys (default: keys in the data folder)' }),
    )
    .action(does(async () => (await import('./ledger-verify.ts')).runLedgerVerify));
}

function searchCommands(program: Command, does: Does): void {
  const search = program.command('search').description(inLanguage({ zh: '搜索', en: 'the search' }));
  command(search, 'rebuild', {
    zh: '重建搜索索引；期间仍可用旧索引搜索',
    en: 'make the search index anew; the old one is searched meanwhile',
  }).action(does(async () => (await import('./search-rebuild.ts')).runSearchRebuild));
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number ≥ 1');
  return count;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('> 0');
  return value;
}

function simulateCommand(program: Command, does: Does): void {
  command(program, 'simulate', {
    zh: '模拟全省一年：经真实的执行器，用自己的数据库，结束后逐项核对',
    en: 'simulate a year of the province through the real executor, in a database of its own, and check what must hold of it',
  })
    .option('--seed <text>', inLanguage({ zh: '种子；同一种子得到同一棵树', en: 'seed; the same one gives the same tree' }), '7')
    .option('--years <n>', inLanguage({ zh: '年数', en: 'years' }), parsePositive, 1)
    .option('--days <n>', inLanguage({ zh: '天数，代替年数', en: 'days instead of years' }), parseCount)
    .option('--lanes <n>', inLanguage({ zh: '并行道数，不影响结果', en: 'lanes; the outcome does not depend on them' }), parseCount, 8)
    .option('--enterprises <n>', inLanguage({ zh: '企业数（约）', en: 'enterprises, about' }), parseCount, 2_000)
    .option(
      '--pace <n>',
      inLanguage({ zh: '每家小企业一年发现的隐患数（约）', en: 'dangers found per small enterprise and year, about' }),
      parsePositive,
      8.1,
    )
    .option('--counties <n>', inLanguage({ zh: '只模拟前几个县', en: 'only so many counties' }), parseCount)
    .option('--keep <name>', inLanguage({ zh: '保留数据库，取此名', en: 'keep the database under this name' }))
    .action(does(async () => (await import('./simulate.ts')).runSimulate));
}

function calcCommand(program: Command, finish: (code: number) => void): void {
  program
    .command('calc')
    .description(inLanguage({ zh: '逐行计算 JSON（标准输入到标准输出）', en: 'compute lines of JSON, from stdin to stdout' }))
    .argument('[name]')
    .helpOption(false)
    .option('-h, --help', inLanguage({ zh: '显示该计算的输入', en: 'what the calculation takes' }))
    .action(async (name: string | undefined, flags: { help?: boolean }) => finish(await (await import('./calc.ts')).runCalc(name, flags)));
}

function importCommands(program: Command, finish: (code: number) => void): void {
  const group = program.command('import').description(inLanguage({ zh: '导入', en: 'imports' }));
  const acting = (each: Command) =>
    each
      .requiredOption('--as <login>', inLanguage({ zh: '以谁的岗位办理', en: 'whose post it is done in' }))
      .option('--problems <file>', inLanguage({ zh: '把有问题的行写入这个 xlsx', en: 'write the rows with problems into this xlsx' }));

  acting(
    command(group, 'sheet', {
      zh: '读取并核对表格（xlsx、csv），加 --commit 才导入',
      en: 'read and check a sheet (xlsx, csv); taken over only with --commit',
    }),
  )
    .argument('<type>', inLanguage({ zh: '记录类型，如 enterprise', en: 'record type, as enterprise' }))
    .argument('<file>')
    .option('--source <name>', inLanguage({ zh: '来源系统的名称', en: 'the system that the rows come from' }), '')
    .option('--commit', inLanguage({ zh: '核对后导入', en: 'take over what was checked' }))
    .action(async (type: string, file: string, flags) => finish(await (await import('./import.ts')).runImportSheet(type, file, flags)));

  acting(command(group, 'undo', { zh: '撤回一次导入，已有人办理的除外', en: 'take an import back, but for what somebody has acted on' }))
    .argument('<id>')
    .action(async (id: string, flags) => finish(await (await import('./import.ts')).runImportUndo(id, flags)));

  group
    .command('template')
    .description(inLanguage({ zh: '写出空白模板', en: 'write an empty sheet to fill in' }))
    .argument('<type>')
    .option('--to <file>', inLanguage({ zh: '文件名', en: 'file to write; must not exist' }))
    .action(async (type: string, flags) => finish(await (await import('./import.ts')).runImportTemplate(type, flags)));
}

/** Declares the command line. A command's code is loaded when it runs, so that help is instant. */
export function buildProgram(context: ProgramContext): Command {
  const program = new Command('anwang').description(inLanguage(texts.about)).version('0.1.0').addHelpText('after', inLanguage(texts.codes));
  program.exitOverride().showHelpAfterError();
  const does: Does = (load) => async (flags) => context.finish(await (await load())(flags));
  startCommand(program, does, context.surroundings);
  databaseCommands(program, does);
  packCommands(program, does);
  programmeCommands(program, does);
  peopleCommands(program, does);
  searchCommands(program, does);
  simulateCommand(program, does);
  importCommands(program, context.finish);
  calcCommand(program, context.finish);
  return program;
}
