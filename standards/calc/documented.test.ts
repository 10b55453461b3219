import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calendar2026 } from '#standards/calendar-fixture.ts';
import { calculators } from './registry.ts';
import { calcLine } from './stream.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');

test.each(calculators)('docs/cli.md says of $name what it takes, and its examples run', (calculator) => {
  const section = page.split('\n### ').find((each) => each.startsWith(`\`${calculator.name}\``)) ?? '';
  const fields = [...section.matchAll(/^\| `(\w+)` \|/gm)].map((each) => each[1]);
  expect(fields).toEqual(calculator.input.map((each) => each.name));
  const examples = section.split('\n').filter((line) => line.startsWith('{'));
  expect(examples.length).toBeGreaterThan(0);
  for (const line of examples)
    expect(JSON.parse(calcLine(calculator, line, 1, { calendars: new Map([['cn', calendar2026]]) })).ok, line).toBe(true);
});
