import type { Command } from 'commander';
import { buildProgram } from '#server/cli/program.ts';
import type { GeneratedPage } from '#tools/laws/generated-docs.ts';

function inEnglish<T>(work: () => T): T {
  const before = process.env.ANWANG_LANG;
  process.env.ANWANG_LANG = 'en';
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.ANWANG_LANG;
    else process.env.ANWANG_LANG = before;
  }
}

/** Every command that does something, with the words that lead to it. */
function leaves(command: Command, words: readonly string[]): readonly { words: readonly string[]; command: Command }[] {
  const own = [...words, command.name()];
  if (command.commands.length === 0) return [{ words: own, command }];
  return command.commands.flatMap((each) => leaves(each, own));
}

function optionRow({ flags, description, defaultValue, mandatory }: Command['options'][number]): string {
  const given = defaultValue === undefined || typeof defaultValue === 'boolean' || defaultValue === '' ? '' : `\`${defaultValue}\``;
  return `| \`${flags}\` | ${description.replaceAll('|', '\\|')} | ${mandatory ? 'required' : given} |`;
}

function section(words: readonly string[], command: Command): string {
  const args = command.registeredArguments.map((each) =>
    each.required ? ` ${each.name().toUpperCase()}` : ` [${each.name().toUpperCase()}]`,
  );
  const own = command.options.filter((each) => each.long !== undefined && !['--data', '--database', '--json'].includes(each.long));
  const table = own.length === 0 ? '' : `\n\n| option | what | default |\n|---|---|---|\n${own.map(optionRow).join('\n')}`;
  return `## \`${words.join(' ')}${args.join('')}\`\n\n${command.description()}.${table}`;
}

/** The command line, as its own help says it. */
export function commandsPage(): GeneratedPage {
  const program = inEnglish(() => buildProgram({ surroundings: {}, finish: () => undefined }));
  const sections = program.commands.flatMap((each) => leaves(each, [program.name()])).map(({ words, command }) => section(words, command));
  const head = [
    '# Commands',
    '<!-- Written by `npm run docs`. -->',
    'Each takes `--help`, `--json` (one line of JSON instead of text), `--data <dir>` (the data folder) and `--database <name>`. Exit codes: 0 done; 1 a check failed or it was refused; 2 wrong usage; 3 the database is not available. The calculators are described in [cli.md](cli.md).',
  ];
  return { path: 'docs/commands.md', text: `${[...head, ...sections].join('\n\n')}\n` };
}
