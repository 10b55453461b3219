import type { StateCounts } from '#web/api/types.ts';
import { type AnyRecordType, typeByName } from './types.ts';

/** The states in which somebody owes something. */
export function openStates(type: AnyRecordType): readonly string[] {
  return type.stateNames.filter((name) => type.lifecycle.states[name]?.owes !== undefined);
}

/** How many records are open, of counts by state. */
export function openCount(typeName: string, counts: StateCounts): number {
  const type = typeByName(typeName);
  return type === undefined ? 0 : openStates(type).reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}
