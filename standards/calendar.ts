import { type Day, dayNumber, dayOfNumber, weekday } from './day.ts';
import type { Because, Explained, Text } from './explained.ts';

/** A day that the yearly notice takes out of the week's rhythm: a holiday, or a weekend day that is worked in exchange. */
export interface SpecialDay {
  readonly day: Day;
  readonly kind: 'holiday' | 'workday';
  readonly name: Text;
}

/** What one notice says of one year. `unverified` is 待核: estimated, the notice is not out or was not compared. */
export interface CalendarYear {
  readonly year: number;
  readonly status: 'confirmed' | 'unverified';
  readonly source: string;
  readonly days: readonly SpecialDay[];
}

/** One version of a calendar; a new notice makes a new version, an old one is never changed. */
export interface CalendarEdition {
  readonly code: string;
  readonly version: number;
  readonly name: Text;
  readonly years: readonly CalendarYear[];
}

export interface Walk {
  readonly day: Day;
  readonly because: readonly Because[];
}

const weekendName: Text = { zh: '周末', en: 'weekend' };

/** Working days by one edition: Monday to Friday, less its holidays, plus its make-up workdays. A year it does not cover has weekends only. */
export class Calendar {
  readonly edition: CalendarEdition;
  readonly #special = new Map<number, SpecialDay>();
  readonly #years = new Map<number, CalendarYear>();

  /** Throws when a year or a day stands twice, or a day stands in the wrong year: such an edition has no one reading. */
  constructor(edition: CalendarEdition) {
    this.edition = edition;
    for (const year of edition.years) {
      if (this.#years.has(year.year)) throw new Error(`calendar ${edition.code}: the year ${year.year} stands twice`);
      this.#years.set(year.year, year);
      for (const special of year.days) {
        const number = dayNumber(special.day);
        if (Number(special.day.slice(0, 4)) !== year.year)
          throw new Error(`calendar ${edition.code}: ${special.day} is not in ${year.year}`);
        if (this.#special.has(number)) throw new Error(`calendar ${edition.code}: ${special.day} stands twice`);
        this.#special.set(number, special);
      }
    }
  }

  get code(): string {
    return this.edition.code;
  }

  get version(): number {
    return this.edition.version;
  }

  /** The answer without reasons, for walking. */
  works(day: Day): boolean {
    return this.#works(dayNumber(day));
  }

  #works(number: number): boolean {
    const special = this.#special.get(number);
    if (special !== undefined) return special.kind === 'workday';
    const inWeek = weekday(number);
    return inWeek !== 0 && inWeek !== 6;
  }

  /** Whether `day` is worked, and why: the notice, the weekend, or an ordinary weekday. */
  isWorkingDay(day: Day): Explained<boolean> {
    const number = dayNumber(day);
    const special = this.#special.get(number);
    const value = this.#works(number);
    const name = special?.name ?? (value ? { zh: '工作日', en: 'weekday' } : weekendName);
    const kind = special?.kind === 'workday' ? { zh: '（调休上班）', en: ' (make-up workday)' } : { zh: '', en: '' };
    const text = { zh: `${day} ${name.zh}${kind.zh}`, en: `${day}: ${name.en}${kind.en}` };
    return { value, because: [{ rule: 'working-day', text, ...this.#cite(number, number) }, ...this.#doubts(number, number)] };
  }

  /** The first working day on or after `day`. */
  nextWorkingDay(day: Day): Day {
    let number = dayNumber(day);
    while (!this.#works(number)) number += 1;
    return dayOfNumber(number);
  }

  /**
   * The `days`-th working day after `from`; `from` itself is not counted and 0 is `from`. Days for which `excluded` answers
   * true (by day number) do not count. `because` names the days skipped and the make-up workdays counted, run by run.
   */
  walkWorkingDays(from: Day, days: number, excluded?: (number: number) => boolean): Walk {
    const start = dayNumber(from);
    const number = this.#walk(start, days, excluded);
    return { day: dayOfNumber(number), because: this.explain(start + 1, number) };
  }

  /** The same day without reasons: for the many dates that nobody asks the reasons of. */
  addWorkingDays(from: Day, days: number): Day {
    return dayOfNumber(this.#walk(dayNumber(from), days));
  }

  #walk(start: number, days: number, excluded?: (number: number) => boolean): number {
    let number = start;
    for (let left = days; left > 0; ) {
      number += 1;
      if (this.#works(number) && excluded?.(number) !== true) left -= 1;
    }
    return number;
  }

  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  countWorkingDays(from: Day, to: Day): Explained<number> {
    const start = dayNumber(from) + 1;
    const end = dayNumber(to);
    let value = 0;
    for (let number = start; number <= end; number += 1) if (this.#works(number)) value += 1;
    return { value, because: this.explain(start, end) };
  }

  /** The reasons between two day numbers, both included: days not worked, weekend days worked, and years in doubt. */
  explain(first: number, last: number): readonly Because[] {
    const skipped: string[] = [];
    const skippedEn: string[] = [];
    const worked: SpecialDay[] = [];
    let count = 0;
    for (let number = first; number <= last; ) {
      if (this.#works(number)) {
        const special = this.#special.get(number);
        if (special !== undefined) worked.push(special);
        number += 1;
        continue;
      }
      const from = number;
      const name = this.#nameOfRest(number);
      while (number <= last && !this.#works(number) && this.#nameOfRest(number).zh === name.zh) number += 1;
      count += number - from;
      const [a, b] = [dayOfNumber(from), dayOfNumber(number - 1)];
      skipped.push(a === b ? `${a} ${name.zh}` : `${a} 至 ${b} ${name.zh}`);
      skippedEn.push(a === b ? `${a} ${name.en}` : `${a} to ${b} ${name.en}`);
    }
    const because: Because[] = [];
    if (count > 0) {
      const text = { zh: `不计 ${count} 天：${skipped.join('；')}`, en: `${count} days not counted: ${skippedEn.join('; ')}` };
      because.push({ rule: 'days-not-worked', text, inputs: { days: count }, ...this.#cite(first, last) });
    }
    if (worked.length > 0) {
      const text = {
        zh: `计入调休上班日：${worked.map((each) => `${each.day}（${each.name.zh}调休）`).join('；')}`,
        en: `make-up workdays counted: ${worked.map((each) => `${each.day} (for ${each.name.en})`).join('; ')}`,
      };
      because.push({ rule: 'make-up-workdays', text, inputs: { days: worked.length }, ...this.#cite(first, last) });
    }
    return last < first ? because : [...because, ...this.#doubts(first, last)];
  }

  #nameOfRest(number: number): Text {
    return this.#special.get(number)?.name ?? weekendName;
  }

  #yearsOf(first: number, last: number): number[] {
    const [from, to] = [Number(dayOfNumber(first).slice(0, 4)), Number(dayOfNumber(last).slice(0, 4))];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  }

  #cite(first: number, last: number): { source?: string } {
    const sources = this.#yearsOf(first, last).flatMap((year) => this.#years.get(year)?.source ?? []);
    return sources.length > 0 ? { source: [...new Set(sources)].join('；') } : {};
  }

  #doubts(first: number, last: number): Because[] {
    return this.#yearsOf(first, last).flatMap((year): Because[] => {
      const known = this.#years.get(year);
      if (known?.status === 'confirmed') return [];
      const text =
        known === undefined
          ? { zh: `日历未含 ${year} 年，只按周末推算（待核）`, en: `the calendar does not cover ${year}: weekends only (unverified)` }
          : {
              zh: `${year} 年节假日为推算，待国务院办公厅通知核定`,
              en: `the holidays of ${year} are estimated until the notice confirms them`,
            };
      const source = known === undefined ? {} : { source: known.source };
      return [{ rule: 'calendar-unverified', text, inputs: { year, covered: known !== undefined }, status: 'unverified', ...source }];
    });
  }
}
