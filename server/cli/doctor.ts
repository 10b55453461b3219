import { checkNode } from '#server/runtime/doctor.ts';
import type { CommonOptions } from './common.ts';
import { EXIT } from './exit.ts';
import { inLanguage } from './language.ts';
import { printJson, printLine } from './output.ts';

const marks = { ok: '✓', warning: '!', failed: '✗' } as const;

export async function runDoctor(flags: CommonOptions): Promise<number> {
  const findings = await checkNode({ data: flags.data, database: flags.database });
  const failed = findings.some((finding) => finding.outcome === 'failed');
  if (flags.json === true) printJson({ ok: !failed, findings });
  else for (const { outcome, name, text } of findings) printLine(`${marks[outcome]} ${name.padEnd(12)} ${inLanguage(text)}`);
  return failed ? EXIT.failed : EXIT.ok;
}
