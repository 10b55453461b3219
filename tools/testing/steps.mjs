import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { runNode } from './process.mjs';

/** What a step found: how many checks held, which did not (each with a name and what it said), how many did not run. */
const verdict = (passed, failures, skipped = 0) => ({ passed, failures, skipped });

function tail(text, lines = 60) {
  return text.trim().split('\n').slice(-lines).join('\n');
}

/** A step that either holds as a whole or does not. */
function whole(name, words, limit_s) {
  return async (progress) => {
    const { ok, stdout, stderr } = await runNode(words, { limit_s, onOutput: progress });
    return ok ? verdict(1, []) : verdict(0, [{ name, text: tail(`${stdout}\n${stderr}`) }]);
  };
}

/** Enough to begin with; the rest is one command away. */
function some(lines, most = 40) {
  return lines.length <= most ? lines : [...lines.slice(0, most), `  and ${lines.length - most} more: npm run laws`];
}

async function laws() {
  const { stdout, stderr } = await runNode(['--import', 'tsx', 'tools/laws/run.ts', '--json'], { limit_s: 180 });
  const start = stdout.indexOf('[{');
  if (start < 0) return verdict(0, [{ name: 'laws', text: tail(`${stdout}\n${stderr}`) }]);
  const all = JSON.parse(stdout.slice(start));
  const place = ({ file, line }) => (line === undefined ? file : `${file}:${line}`);
  const broken = all.filter(({ findings }) => findings.length > 0);
  return verdict(
    all.length - broken.length,
    broken.map(({ name, title, findings }) => ({
      name: `law ${name}`,
      text: [title, ...some(findings.map((each) => `  ${place(each)}: ${each.text}`))].join('\n'),
    })),
  );
}

/** The message and the lines of the stack that lie in this repository. */
function own(text) {
  const lines = text.split('\n').filter((line) => !/^\s+at .*(node_modules|node:)/.test(line));
  return lines.slice(0, 30).join('\n').replaceAll(`${process.cwd()}/`, '');
}

function failuresOf({ name, message, status, assertionResults }) {
  const file = name.startsWith(`${process.cwd()}/`) ? name.slice(process.cwd().length + 1) : name;
  const failed = assertionResults.filter((each) => each.status === 'failed');
  // A file that cannot be loaded has no tests to fail.
  if (status === 'failed' && failed.length === 0) return [{ name: file, text: tail(message || 'could not be run', 30) }];
  return failed.map((each) => ({ name: `${file} > ${each.fullName}`, text: own(each.failureMessages.join('\n')) }));
}

/** Reads the report that vitest wrote; a run without one, or without a test, has failed. */
function readReport(step, path, { ok, stdout, stderr }) {
  if (!existsSync(path)) return verdict(0, [{ name: step, text: tail(`${stdout}\n${stderr}`) }]);
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  const tests = testResults.flatMap((each) => each.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failures = testResults.flatMap(failuresOf);
  if (passed === 0 && failures.length === 0) failures.push({ name: step, text: 'no test was run' });
  // An error outside of any test, such as a rejection that nobody handled.
  if (!ok && failures.length === 0) failures.push({ name: step, text: tail(`${stdout}\n${stderr}`) });
  return verdict(passed, failures, tests.length - passed - tests.filter(({ status }) => status === 'failed').length);
}

function vitest(step, settings, limit_s) {
  return async (progress) => {
    const report = `.cache/test/${step}.json`;
    mkdirSync('.cache/test', { recursive: true });
    rmSync(report, { force: true });
    const words = [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...settings,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    let files = 0;
    const onOutput = (text) => {
      files += (text.match(/^ *[✓❯×↓] \S+\.test\.tsx?/gmu) ?? []).length;
      progress(`${files} files`);
    };
    return readReport(step, report, await runNode(words, { limit_s, onOutput }));
  };
}

const build = async (progress) => {
  if (!existsSync('tools/build.mjs')) return verdict(0, [{ name: 'build', text: 'tools/build.mjs is missing' }]);
  return whole('build', ['tools/build.mjs'], 180)(progress);
};

/**
 * The steps by lane. What is in one lane runs one after the other; lanes of one stage run side by side, two at most, for two cores.
 * Tests with timing in them (unit, browser) run alone.
 */
export const stages = [
  [
    [
      { name: 'types', run: whole('types', ['node_modules/typescript/bin/tsc', '-p', '.', '--noEmit', '--pretty', 'false'], 400) },
      { name: 'build', run: build },
    ],
    [
      {
        name: 'lint',
        run: whole('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=40'], 120),
      },
      { name: 'laws', run: laws },
    ],
  ],
  [[{ name: 'unit', run: vitest('unit', [], 1_500) }]],
  [[{ name: 'browser', run: vitest('browser', ['--config', 'vitest.e2e.config.ts'], 900) }]],
];

/** The quick ones: what to run before each commit. */
export const fast = ['types', 'lint', 'laws'];
export const names = stages.flat(2).map(({ name }) => name);
