import { expect, it } from 'vitest';
import { testDatabase, testFolder, withTestCluster } from '#kernel/database/testing.ts';
import { inspect } from './inspect.ts';

const id = '0190a0a0-0000-7000-8000-000000000001';

it('names an acknowledged act that is not there, and a row that no entry stands for', () =>
  withTestCluster(async () => {
    const test = await testDatabase();
    try {
      await test.owner.query(
        `insert into licence (id, version, state, region, opened_at, changed_at) values ($1, 1, 'valid', '220000.220100', now(), now())`,
        [id],
      );
      const acknowledged = [
        { type: 'hidden-danger', id, version: 1 },
        { type: 'licence', id, version: 1 },
      ];
      const found = await inspect({ url: test.serverUrl, keysFolder: await testFolder('keys'), log: 'anwang/test', acknowledged });
      expect(found.lost).toEqual([`hidden-danger ${id} version 1`, `licence ${id} version 1`]);
      expect(found.wrong.map((each) => each.split(':')[0])).toEqual(expect.arrayContaining(['duties', 'rows']));
    } finally {
      await test.close();
    }
  }));
