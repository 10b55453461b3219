import type { Outcome } from '#kernel/executor/request.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { DangerMemo } from '#simulate/memory.ts';
import { inDays, type Scene, schedule } from './scene.ts';

/** Takes an act on a danger and remembers what came of it. */
export async function actOn(
  scene: Scene,
  danger: DangerMemo,
  actor: Actor,
  action: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<Outcome | null> {
  const { id, version } = danger;
  const outcome = await scene.desk.act({ actor, type: 'hidden-danger', id, action, input, version });
  if (outcome === null) {
    // Somebody else was faster, or the platform knows better: it is looked at again when that is known.
    schedule(scene, inDays(scene, 2), { what: 'danger', id });
    return null;
  }
  danger.version = outcome.version;
  danger.state = outcome.state;
  return outcome;
}
