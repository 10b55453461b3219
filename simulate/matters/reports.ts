import type { MatterMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { keeper, type Scene } from '#simulate/steps/scene.ts';
import { actOnMatter, commissioner, relearn } from './hands.ts';

/** The office that has the listing now. */
function issuerOf(scene: Scene, matter: MatterMemo): string {
  return scene.memory.matters[matter.facts.supervision ?? '']?.facts.issuer ?? matter.desk ?? '';
}

export async function lookAtProgress(scene: Scene, matter: MatterMemo): Promise<void> {
  const { random } = scene.desk;
  if (matter.state === 'owed') {
    const input = {
      percent: random.int(10, 95),
      done: '按方案推进治理，已完成设备采购和部分安装，每周调度一次',
      next_steps: '下季度完成安装调试并组织自查验收',
      spent: random.int(1, 80) * 100_000,
      ...(happens(random, 0.3) ? { problems: '部分配件到货延迟' } : {}),
    };
    await actOnMatter(scene, matter, keeper(scene, matter.subject ?? ''), 'submit', input);
    return;
  }
  const actor = commissioner(scene, issuerOf(scene, matter));
  if (actor === undefined) return;
  if (happens(random, 0.08)) await actOnMatter(scene, matter, actor, 'return', { return_reason: '未说明资金使用情况，请补充' });
  else await actOnMatter(scene, matter, actor, 'accept');
}

export async function lookAtListingExtension(scene: Scene, matter: MatterMemo): Promise<void> {
  const listing = scene.memory.matters[matter.facts.supervision ?? ''];
  const actor = commissioner(scene, issuerOf(scene, matter));
  if (actor === undefined) return;
  if (listing?.state === 'listed' && happens(scene.desk.random, 0.75)) {
    const done = await actOnMatter(scene, matter, actor, 'grant', { decision_note: '情况属实，同意延期，期间落实安全措施' });
    // The grant has moved the listing's limit and, with it, perhaps the danger's: acts more in their histories.
    if (done === null) return;
    listing.version += 1;
    await relearn(scene, listing.facts.danger);
    return;
  }
  await actOnMatter(scene, matter, actor, 'refuse', { decision_note: '理由不充分，请按原期限完成治理' });
}
