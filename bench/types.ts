import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '#kernel/database/root.ts';
import { cpuOfChildren } from './support/cpu.ts';
import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';
import { fieldsFile, recordFile, rulesFile } from './support/type-files.ts';

/** Sixty record types of 24 fields each, as a developer writes them, through the compiler from nothing. */
const options = benchOptions({ rounds: 3 });
const report = reportOf('types', options.json);
const typeCount = 60;
const folder = join(ROOT, '.cache/bench-types');

async function generate(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (let index = 1; index <= typeCount; index += 1) {
    const own = join(folder, `type-${index}`);
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'fields.ts'), fieldsFile(index));
    await writeFile(join(own, 'rules.ts'), rulesFile(index));
    await writeFile(join(own, 'record.ts'), recordFile(index));
  }
  const compilerOptions = { incremental: false, types: ['node'] };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, include: ['.'], exclude: [] }),
  );
}

/** The compiler's exit code and the seconds it took. */
async function compile(loud = true): Promise<{ readonly code: number; readonly seconds: number; readonly cpu_s: number }> {
  const start = performance.now();
  const before = cpuOfChildren();
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder, '--noEmit', '--incremental', 'false'],
    {
      stdio: loud ? 'inherit' : 'ignore',
    },
  );
  const code = await new Promise<number>((resolve) => child.once('exit', (given) => resolve(given ?? 1)));
  return { code, seconds: (performance.now() - start) / 1_000, cpu_s: cpuOfChildren() - before };
}

await generate();
const times: number[] = [];
let cpu_s = 0;
for (let round = 0; round < options.rounds; round += 1) {
  const { code, seconds, cpu_s: used } = await compile();
  if (code !== 0) throw new Error('the generated record types do not compile');
  times.push(seconds);
  cpu_s = used;
}
// A broken name must be found, or nothing was checked.
await writeFile(join(folder, 'type-1/rules.ts'), rulesFile(1).replace('row.facility', 'row.facilty'));
if ((await compile(false)).code === 0) throw new Error('a wrong field name was not found');
report.figure({
  name: `${typeCount} record types of 24 fields through tsc, best of ${times.length}`,
  value: Math.min(...times),
  unit: 's',
  goal: { kind: 'most', value: 10 },
});
if (cpu_s > 0) report.figure({ name: 'processor time of one run', value: cpu_s, unit: 's' });
await rm(folder, { recursive: true, force: true });
process.exitCode = report.met() ? 0 : 1;
