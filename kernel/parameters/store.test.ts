import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '#kernel/database/root.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import type { ParameterRow } from './parameters.ts';
import { addParameters, loadParameters, setParameters } from './store.ts';

const row: ParameterRow = {
  name: 'test.days',
  valid_from: '2020-01-01',
  value: 3,
  unit: 'working-day',
  title: { zh: '期限', en: 'Time' },
  source: '平台默认值，待核',
  status: 'unverified',
};
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await database.owner.query<{ present: boolean }>(`select to_regclass('parameter') is not null as present`);
  if (rows[0]?.present === true) return;
  for (const part of ['scope', 'parameters']) await database.owner.query(await readFile(join(ROOT, 'kernel', part, 'schema.sql'), 'utf8'));
});

afterAll(() => database.close());

test('refuses two values for one day, a row without a source, and a writer without the right', async () => {
  await expect(async () => addParameters(database.owner, [row, { ...row, value: 4 }])).rejects.toThrow('two values from 2020-01-01');
  await expect(addParameters(database.owner, [{ ...row, source: '' }])).rejects.toMatchObject({ code: '23514' });
  await expect(setParameters(database.server, [row])).rejects.toMatchObject({ code: '42501' });
  expect((await loadParameters(database.owner)).history('test.days')).toEqual([]);
});

test('a reload of the pack adds what is new and keeps what an official has corrected', async () => {
  const later = { ...row, valid_from: '2027-01-01', value: [1, { deep: null }], unit: 'list' };
  expect(await addParameters(database.owner, [row, later])).toBe(2);
  const corrected: ParameterRow = { ...row, value: 5, status: 'confirmed', source: '吉应急〔2026〕1号' };
  expect(await setParameters(database.owner, [corrected])).toBe(1);
  expect(await setParameters(database.owner, [corrected])).toBe(0);
  expect(await addParameters(database.owner, [row, later])).toBe(0);
  expect((await loadParameters(database.server)).history('test.days')).toEqual([corrected, later]);
});
