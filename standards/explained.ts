/** A text in two languages. Same shape as the kernel's `Text`; `standards/` stands below the kernel and may not import it. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One reason of a computed thing. Same shape as the kernel's `Because`. */
export interface Because {
  readonly rule: string;
  readonly text: Text;
  readonly inputs?: Readonly<Record<string, string | number | boolean | null>>;
  readonly source?: string;
  readonly status?: 'confirmed' | 'unverified';
}

/** Every calculator answers with its value and the reasons. Same shape as the kernel's `Explained`. */
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
