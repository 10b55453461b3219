import type { MatterMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { inWorkingDays, type Scene, schedule } from '#simulate/steps/scene.ts';
import { addDays } from '#standards/day.ts';
import { issue, lookAtDelivery, lookAtInstruction, lookAtNotice } from './correspondence.ts';
import { listingAbove, lookAtListing } from './listing.ts';
import { lookAtListingExtension, lookAtProgress } from './reports.ts';
import { lookAtRestart } from './restart.ts';

/** Whoever has it on his desk deals with it. */
export async function lookAtMatter(scene: Scene, matter: MatterMemo): Promise<void> {
  switch (matter.type) {
    case 'listed-supervision':
      return lookAtListing(scene, matter);
    case 'supervision-progress':
      return lookAtProgress(scene, matter);
    case 'supervision-extension':
      return lookAtListingExtension(scene, matter);
    case 'production-restart':
      return lookAtRestart(scene, matter);
    case 'official-notice':
      return lookAtNotice(scene, matter);
    case 'official-delivery':
      return lookAtDelivery(scene, matter);
    case 'leader-instruction':
      return lookAtInstruction(scene, matter);
  }
}

/** What takes a number of an office above the county. */
export async function actAbove(scene: Scene, matter: MatterMemo): Promise<void> {
  if (matter.type === 'listed-supervision') return listingAbove(scene, matter);
  if (matter.type === 'official-notice' && matter.state === 'reviewing') return issue(scene, matter);
}

/** Reports and answers come towards their date, some of them after it; the rest is dealt with in a few days. */
function dayFor(scene: Scene, matter: MatterMemo): string {
  const { random } = scene.desk;
  const { due_on, return_reason } = matter.facts;
  const dated = matter.state === 'signed' || (matter.state === 'owed' && return_reason === null);
  if (dated && due_on !== null && due_on !== undefined) {
    return addDays(due_on, happens(random, 0.88) ? -random.int(0, 8) : random.int(1, 12));
  }
  return happens(random, 0.93) ? inWorkingDays(scene, random.int(1, 2)) : inWorkingDays(scene, random.int(4, 9));
}

/** Each matter that has changed goes on the agenda once. */
export function planMatters(scene: Scene): void {
  for (const matter of Object.values(scene.memory.matters)) {
    if (!matter.fresh) continue;
    matter.fresh = false;
    for (const [day, tasks] of Object.entries(scene.memory.agenda)) {
      if (day > scene.day) scene.memory.agenda[day] = tasks.filter((task) => task.id !== matter.id);
    }
    schedule(scene, dayFor(scene, matter), { what: 'matter', id: matter.id });
  }
}
