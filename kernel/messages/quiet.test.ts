import { expect, test } from 'vitest';
import { afterQuiet } from './quiet.ts';

const night = { from: 22, to: 7 };

test.each([
  ['before it begins', '2026-03-04T21:59:59+08:00', night, '2026-03-04T21:59:59+08:00'],
  ['as it begins', '2026-03-04T22:00:00+08:00', night, '2026-03-05T07:00:00+08:00'],
  ['after midnight', '2026-03-05T00:00:00+08:00', night, '2026-03-05T07:00:00+08:00'],
  ['in its last second', '2026-03-05T06:59:59+08:00', night, '2026-03-05T07:00:00+08:00'],
  ['as it ends', '2026-03-05T07:00:00+08:00', night, '2026-03-05T07:00:00+08:00'],
  ['at noon, for one who rests then', '2026-03-05T12:30:00+08:00', { from: 12, to: 14 }, '2026-03-05T14:00:00+08:00'],
  ['for one who never rests', '2026-03-05T03:00:00+08:00', { from: 0, to: 0 }, '2026-03-05T03:00:00+08:00'],
])('quiet hours, %s', (_, at, quiet, expected) => {
  expect(afterQuiet(new Date(at), quiet).toISOString()).toBe(new Date(expected).toISOString());
});
