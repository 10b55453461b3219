/** A text in the platform's two languages. Codes are stored, texts never. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One reason of a computed thing: what went in, which rule, on which article it stands. */
export interface Because {
  readonly rule: string;
  readonly text: Text;
  readonly inputs?: Readonly<Record<string, string | number | boolean | null>>;
  /** The standard or statute with its article: `GB 32100-2015 5.2`, `国务院令第493号 第三条`. */
  readonly source?: string;
  /** `unverified` is 待核: nobody has compared the figure with the official text yet. */
  readonly status?: 'confirmed' | 'unverified';
}

/** Every computed value carries its because. */
export interface Explained<T> {
  readonly value: T;
  readonly because: readonly Because[];
}

/** One thing that is wrong with an input. Same shape as the kernel's `Detail`. */
export interface Detail {
  readonly code: string;
  readonly text: Text;
  readonly field?: string;
  readonly source?: string;
}
