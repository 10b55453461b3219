import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ladderSteps } from '#kernel/clock/ladder.ts';
import { Parameters, parameterRows } from '#kernel/parameters/parameters.ts';
import { calendar2026 } from '#standards/calendar-fixture.ts';

const folder = import.meta.dirname;
const rows = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => parameterRows(file, JSON.parse(readFileSync(join(folder, file), 'utf8'))));
const parameters = new Parameters(rows);

test('a figure without a statute behind it is 待核, and says so', () => {
  for (const row of rows) {
    if (row.source.includes('平台默认值')) expect(row.status, row.name).toBe('unverified');
    if (row.status === 'confirmed') expect(row.source, row.name).toMatch(/第.+条/);
  }
});

test('every period is a whole number of days, hours or minutes, and every name carries its unit', () => {
  for (const row of rows.filter((each) => typeof each.value === 'number')) {
    expect(Number.isInteger(row.value) && Number(row.value) > 0, row.name).toBe(true);
    expect(['working-day', 'natural-day', 'hour', 'minute'], row.name).toContain(row.unit);
    if (row.name.includes('working-days')) expect(row.unit, row.name).toBe('working-day');
    if (row.name.includes('natural-days')) expect(row.unit, row.name).toBe('natural-day');
  }
});

test('the ladder has five rungs and three warnings, and is one', () => {
  const ladder = {
    rung_working_days: parameters.numbers('ladder.rung-working-days', '2026-11-24'),
    warn_days: parameters.numbers('ladder.warn-days', '2026-11-24'),
  };
  expect(ladderSteps(new Date('2026-11-24T15:59:59.999Z'), ladder, calendar2026)).toHaveLength(8);
});
