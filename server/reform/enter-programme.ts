import { dayOf } from '#kernel/clock/zone.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import { decide } from '#kernel/lifecycle/decide.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';

/** One task as it is to be entered: the input of `reform-task.enter` but for its programme. */
export interface TaskEntry {
  readonly number: number;
  readonly content: string;
  readonly clause: string | null;
  readonly system: string;
  readonly units: readonly { readonly printed: string; readonly organisation: string | null; readonly group: string | null }[];
  readonly standing: boolean;
  /** `YYYY-MM-DD`; null where the task stands for good. */
  readonly limit_on: string | null;
  readonly note: string | null;
}

export interface ProgrammeEntry {
  readonly title: string;
  readonly document_number: string;
  /** `YYYY-MM-DD`. */
  readonly issued_on: string;
  /** Code of the office in charge. */
  readonly office: string;
  readonly note: string | null;
  readonly tasks: readonly TaskEntry[];
}

/** A refusal of one task, or of the programme itself where `number` is null. */
export interface EntryFault {
  readonly number: number | null;
  readonly detail: Detail;
}

export interface Entered {
  readonly id: string;
  readonly entered: number;
  /** Tasks that stood there before. */
  readonly known: number;
}

/** Programmes and tasks of the same number are the same wherever they are loaded: a second load adds what is new. */
function idOf(issued_on: string, cause: string): string {
  return derivedId(new Date(`${issued_on}T00:00:00.000Z`), cause);
}

interface Standing {
  readonly id: string;
  readonly numbers: ReadonlySet<number>;
}

async function standingOf({ database }: Platform, document_number: string): Promise<Standing | null> {
  const text = `select p.id, array(select number from reform_task t where t.programme = p.id) as numbers from reform_programme p where p.document_number = $1`;
  const [found] = await look(database, systemActor, [{ name: 'reform.programme-standing', text, values: [document_number] }]);
  const row = found?.rows[0];
  if (row === undefined) return null;
  const numbers: readonly unknown[] = Array.isArray(row.numbers) ? row.numbers : [];
  return { id: String(row.id), numbers: new Set(numbers.map(Number)) };
}

function withoutNulls(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== false));
}

function headOf({ title, document_number, issued_on, office, note }: ProgrammeEntry): Record<string, unknown> {
  return withoutNulls({ title, document_number, issued_on, office, note });
}

/**
 * What would be refused, asked of the same `decide` that the acts will go through. Nothing is written.
 * @returns the faults in the order of the tasks; empty when all would be entered.
 */
export function programmeFaults(platform: Platform, entry: ProgrammeEntry): readonly EntryFault[] {
  const { catalogue, clock, reference } = platform;
  const moment = clock.now();
  const today = dayOf(moment);
  const id = idOf(entry.issued_on, `reform-programme ${entry.document_number}`);
  const place = reference.register.organisation(entry.office);
  const programme = { id, state: 'running', office: entry.office, region: place?.region ?? '' };
  const surrounding = {
    actor: systemActor,
    moment,
    today,
    parameter: reference.parameter(today),
    deadline: reference.deadline,
    register: reference.register,
    consequence: false,
  };
  const head = decide(catalogue.get('reform-programme'), { id, row: null }, 'load', headOf(entry), { ...surrounding, facts: {} });
  if (!head.ok) return head.refusals.map((detail) => ({ number: null, detail }));
  const type = catalogue.get('reform-task');
  const seen = new Set<number>();
  return entry.tasks.flatMap((task): EntryFault[] => {
    const { number } = task;
    if (seen.has(number)) {
      const text = { zh: `序号 ${number} 重复`, en: `Number ${number} stands twice` };
      return [{ number, detail: { code: 'duplicate', field: 'number', text } }];
    }
    seen.add(number);
    const input = { programme: id, ...withoutNulls(task) };
    const asked = decide(type, { id, row: null }, 'enter', input, { ...surrounding, facts: { programme } });
    return asked.ok ? [] : asked.refusals.map((detail) => ({ number, detail }));
  });
}

/**
 * Enters a programme with its tasks, as acts of the platform itself; what stands there already is left alone. Ask `programmeFaults` first: here a
 * refusal is thrown, and what was entered before it stays.
 * @throws Problem when an act is refused.
 */
export async function enterProgramme(
  platform: Platform,
  entry: ProgrammeEntry,
  onTask: (done: number, total: number) => void = () => undefined,
): Promise<Entered> {
  const { executor } = platform;
  const standing = await standingOf(platform, entry.document_number);
  const id = standing?.id ?? idOf(entry.issued_on, `reform-programme ${entry.document_number}`);
  if (standing === null) {
    await executor.act({ actor: systemActor, type: 'reform-programme', id, action: 'load', input: headOf(entry) });
  }
  const lacking = entry.tasks.filter((task) => standing?.numbers.has(task.number) !== true);
  for (const [index, task] of lacking.entries()) {
    const input = { programme: id, ...withoutNulls(task) };
    const own = idOf(entry.issued_on, `reform-task ${entry.document_number} ${task.number}`);
    await executor.act({ actor: systemActor, type: 'reform-task', id: own, action: 'enter', input });
    onTask(index + 1, lacking.length);
  }
  return { id, entered: lacking.length, known: entry.tasks.length - lacking.length };
}
