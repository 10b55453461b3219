import { fixedClock } from '#kernel/clock/clock.ts';
import { startOfDay } from '#kernel/clock/zone.ts';
import { type TestDatabase, testDatabase, testFolder } from '#kernel/database/testing.ts';
import { newPrivateKey, signerOf } from '#kernel/ledger/signature.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { stageProvince } from '#server/pack/stage.ts';
import type { CheckParts } from '#simulate/checks/all.ts';
import { type Life, type LifeOptions, live } from '#simulate/year.ts';

export interface Lived {
  readonly test: TestDatabase;
  readonly life: Life;
  readonly parts: CheckParts;
}

const signer = signerOf(newPrivateKey('ed25519'));

/** A few counties lived through a few busy days, each time in a database of its own. Close `test` afterwards. */
export async function liveSmall(options: Partial<Pick<LifeOptions, 'lanes' | 'days' | 'seed' | 'pace' | 'misdeeds'>> = {}): Promise<Lived> {
  const from = '2026-03-02';
  const test = await testDatabase({ max: 10 });
  const province = await stageProvince({
    owner: test.owner,
    server: test.server,
    clock: fixedClock(startOfDay(from)),
    seed: options.seed ?? '7',
    enterprises: 600,
    counties: 4,
    filesFolder: await testFolder('files'),
    uploadFolder: await testFolder('uploads'),
    vault: newVault(),
  });
  const life = await live({
    province,
    seed: '7',
    from,
    days: 18,
    lanes: 4,
    pace: 90,
    misdeeds: 0.2,
    seal: { signer, log: 'anwang/simulation' },
    ...options,
  });
  return { test, life, parts: { province, now: life.until, keys: new Map([[signer.key.id, signer.key]]), tally: life.tally } };
}
