#!/usr/bin/env node
/**
 * npm test: installs what is missing, runs every check of the house, closes with one line `N passed, N failed`.
 *   npm test -- --only unit,laws    only these steps
 *   npm test -- --fast              types, lint and laws
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installDebian, installPackages } from './testing/install.mjs';
import { endAll } from './testing/process.mjs';
import { fast, names, stages } from './testing/steps.mjs';

const heartbeat_ms = 15_000;

function seconds(since) {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}

function chosen() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, fast: { type: 'boolean' } } });
  const wanted = values.only?.split(',') ?? (values.fast ? fast : names);
  const unknown = wanted.filter((each) => !names.includes(each));
  if (unknown.length > 0) throw new Error(`no step ${unknown.join(', ')}; there are ${names.join(', ')}`);
  return wanted;
}

async function runStep({ name, run }) {
  const start = performance.now();
  let state = '';
  console.log(`  ${name} …`);
  const beat = setInterval(() => console.log(`  ${name} … ${seconds(start)}${state}`), heartbeat_ms);
  try {
    const found = await run((text) => {
      if (/^\d+ files$/.test(text)) state = `, ${text}`;
    });
    const skipped = found.skipped > 0 ? `, ${found.skipped} not run` : '';
    console.log(
      `${found.failures.length === 0 ? '✓' : '✗'} ${name}: ${found.passed} passed, ${found.failures.length} failed${skipped} (${seconds(start)})`,
    );
    return found;
  } catch (failure) {
    console.log(`✗ ${name} (${seconds(start)})`);
    return { passed: 0, failures: [{ name, text: failure instanceof Error ? failure.stack : String(failure) }], skipped: 0 };
  } finally {
    clearInterval(beat);
  }
}

async function runLane(lane, wanted) {
  const found = [];
  for (const step of lane) if (wanted.includes(step.name)) found.push(await runStep(step));
  return found;
}

function report(found) {
  const failures = found.flatMap((each) => each.failures);
  const told = new Map();
  for (const { name, text } of failures) {
    const first = told.get(text);
    console.log(`\n✗ ${name}\n${(first === undefined ? text : `the same as ${first}`).replace(/^/gm, '    ')}`);
    if (first === undefined) told.set(text, name);
  }
  const passed = found.reduce((sum, each) => sum + each.passed, 0);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0;
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const wanted = chosen();
  const missing = [...installDebian(wanted), ...installPackages()];
  const found = [{ passed: 0, failures: missing.map((text) => ({ name: 'installation', text })), skipped: 0 }];
  for (const stage of stages) found.push(...(await Promise.all(stage.map((lane) => runLane(lane, wanted)))).flat());
  process.exitCode = report(found) ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    endAll();
    process.exit(130);
  });
}

await main();
