import { systemActor } from '#kernel/scope/actor.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Province } from '#simulate/ground.ts';
import type { CountyMemory, MatterType } from '#simulate/memory.ts';

/** What an agent needs to know of each type beside whose desk it is on. */
const facts: Readonly<Record<MatterType, readonly string[]>> = {
  'listed-supervision': ['danger', 'level', 'issuer', 'proposer', 'proposed_by', 'limit_on', 'received_on', 'checked_by', 'rectifier_code'],
  'supervision-progress': ['supervision', 'due_on', 'return_reason'],
  'supervision-extension': ['supervision'],
  'production-restart': ['regulator', 'order_level', 'checked_by'],
  'official-notice': ['issuer', 'submitted_by', 'due_on', 'danger', 'by_clock'],
  'official-delivery': ['issuer', 'due_on', 'notice', 'instruction', 'kind'],
  'leader-instruction': ['office', 'due_on'],
};

/** What somebody of flesh and blood opens while the history is being lived has a later date, and is left to him. */
interface Span {
  readonly from: Date;
  readonly until: Date;
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly region: string;
  readonly subject: string | null;
  readonly desk: string | null;
  readonly facts: Readonly<Record<string, string | null>>;
}

async function changed(province: Province, type: MatterType, span: Span): Promise<readonly Seen[]> {
  const { table } = province.catalogue.get(type);
  const pairs = facts[type].map((name) => `'${name}', ${name}::text`).join(', ');
  const text = `select id, version, state, region, subject, desk, jsonb_build_object(${pairs}) as facts from ${table}
    where changed_at >= $1 and opened_at <= $2 order by id`;
  const [result] = await look(province.database, systemActor, [
    { name: `simulate.matters.${table}`, text, values: [span.from, span.until] },
  ]);
  // The columns are those of the statement above.
  return (result?.rows ?? []) as unknown as readonly Seen[];
}

/** Whose it is to remember: the county that it lies in; of an office above, the first of its counties. */
function memoryOf(memories: readonly CountyMemory[], region: string): CountyMemory | undefined {
  return memories.find(({ county }) => isWithin(region, county)) ?? memories.find(({ county }) => isWithin(county, region));
}

/** Each morning agents see what has come to their desks and what has become of it. What is closed is forgotten. */
export async function learnMatters(province: Province, span: Span, memories: readonly CountyMemory[]): Promise<void> {
  // The keys are those of the record above.
  for (const type of Object.keys(facts) as MatterType[]) {
    for (const seen of await changed(province, type, span)) {
      const memory = memoryOf(memories, seen.region);
      if (memory === undefined) continue;
      const { id, version, state, region, subject, desk } = seen;
      const known = memory.matters[id];
      // What an agent has noted himself stays known.
      const noted = Object.fromEntries(Object.entries(known?.facts ?? {}).filter(([name]) => name.startsWith('$')));
      if (desk === null) delete memory.matters[id];
      else memory.matters[id] = { id, type, version, state, region, subject, desk, facts: { ...noted, ...seen.facts }, fresh: true };
    }
  }
}
