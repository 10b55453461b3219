/**
 * What the agent of a county remembers from one day to the next. Plain data: it can be written down after a day and read back by the process
 * that goes on from there.
 */
export interface CountyMemory {
  /** Region path. */
  readonly county: string;
  readonly enterprises: Record<string, EnterpriseMemo>;
  readonly papers: Record<string, PaperMemo>;
  readonly dangers: Record<string, DangerMemo>;
  readonly filings: Record<string, FilingMemo>;
  /** Listings, restarts and papers, as each morning finds them. */
  readonly matters: Record<string, MatterMemo>;
  /** What is to be done on which day (`YYYY-MM-DD`), in order. */
  readonly agenda: Record<string, Task[]>;
  /** The records of a plot that somebody wrote for this county, by their names in it. */
  readonly plot: Record<string, string>;
}

export interface Task {
  readonly what: 'register' | 'enterprise' | 'paper' | 'danger' | 'extend' | 'filing' | 'matter';
  readonly id: string;
}

interface Memo {
  readonly id: string;
  version: number;
  state: string;
}

export interface EnterpriseMemo extends Memo {
  /** Where it stands among the demonstration's enterprises. */
  readonly index: number;
  region: string;
  line: string;
  department: string | null;
  claimed: boolean;
}

export interface PaperMemo extends Memo {
  readonly type: 'licence' | 'safety-staff';
  subject: string;
  expires_on: string;
  /** Which one it is of the enterprise's; -1 for one that was added later. */
  readonly index: number;
}

export interface DangerMemo extends Memo {
  subject: string;
  readonly enterprise: string;
  readonly title: string;
  readonly remedy: string;
  line: string;
  regulator: string;
  level: 'general' | 'major' | null;
  due_at: string | null;
  rectified_by: string | null;
  received: boolean;
  told: boolean;
  handed_to: string | null;
  /** What the officer will do when he looks at the report. */
  fate: 'assess' | 'dismiss' | 'hand-over' | 'merge';
  twin: string | null;
  returned: number;
  waits_for: string | null;
  /** Under listed supervision: it is closed with its listing. */
  listed: boolean;
}

/** Something in the hands of several offices: whoever has it on his desk deals with it. */
export interface MatterMemo extends Memo {
  readonly type: MatterType;
  region: string;
  subject: string | null;
  desk: string | null;
  /** What else the next act goes by. */
  facts: Readonly<Record<string, string | null>>;
  /** It has changed since anybody here looked at it. */
  fresh: boolean;
}

export type MatterType =
  | 'listed-supervision'
  | 'supervision-progress'
  | 'supervision-extension'
  | 'production-restart'
  | 'official-notice'
  | 'official-delivery'
  | 'leader-instruction';

export interface FilingMemo extends Memo {
  readonly type: 'deadline-extension' | 'enterprise-claim';
  /** The danger, or the enterprise claimed. */
  readonly about: string;
  subject: string;
  readonly until: string;
  readonly applicant: string;
}

export function emptyMemory(county: string): CountyMemory {
  return { county, enterprises: {}, papers: {}, dangers: {}, filings: {}, matters: {}, agenda: {}, plot: {} };
}

export function plan(memory: CountyMemory, day: string, task: Task): void {
  const list = memory.agenda[day];
  if (list === undefined) memory.agenda[day] = [task];
  else list.push(task);
}

/** Takes a record off the agenda: nobody will look at it by himself any more. */
export function forget(memory: CountyMemory, id: string): void {
  for (const [day, tasks] of Object.entries(memory.agenda)) memory.agenda[day] = tasks.filter((task) => task.id !== id);
}
