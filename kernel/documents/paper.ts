/**
 * A paper (文书) as a plain value: what stands on it and in which order. How it is set is the business of the renderers, which follow
 * GB/T 9704-2012 where it has a letterhead. Texts are plain: nothing in them is markup.
 */
export interface Paper {
  /** Name and version of the template that composed it: `official-notice/1`. */
  readonly template: string;
  /** Which record in which version, for the foot: `official-notices/0198… v3`. */
  readonly origin: string;
  /** Stands across each page: 草稿 before it is issued. */
  readonly mark?: string | null;
  /** 发文机关标志: set in red above a red rule. A paper without one is a sheet or form. */
  readonly letterhead?: string;
  /** 发文字号, as it was taken when the paper was issued; null while there is none. */
  readonly number?: string | null;
  /** 紧急程度: 特急, 加急. */
  readonly urgency?: string | null;
  readonly title: string;
  /** 主送机关, without the colon. */
  readonly to?: string | null;
  readonly body: readonly Block[];
  /** 附件说明: the names of what is attached. */
  readonly attachments?: readonly string[];
  readonly signature?: Signature | null;
  /** 附注, set in brackets below the date. */
  readonly note?: string | null;
  /** 抄送, between the rules at the end. */
  readonly copies?: string | null;
  /** What the square code says. */
  readonly code?: string | null;
  /** Each begins on a page of its own, across if it is wide. */
  readonly annexes?: readonly Annex[];
}

export interface Signature {
  readonly organisation: string;
  /** `YYYY-MM-DD`; null leaves the line out. */
  readonly day: string | null;
}

export interface Annex {
  readonly title: string;
  readonly landscape?: boolean;
  /** A4 unless said otherwise. */
  readonly size?: 'a4' | 'a3';
  readonly body: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly align?: 'left' | 'center' | 'right' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly numbered?: boolean }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[]; readonly columns?: 1 | 2 }
  | TableBlock
  | { readonly kind: 'bars'; readonly caption: string; readonly bars: readonly Bar[] }
  | { readonly kind: 'sign'; readonly places: readonly string[] };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Bar {
  readonly label: string;
  /** Not negative; the longest bar fills the width. */
  readonly value: number;
  /** What stands beside the bar, with its unit. */
  readonly text: string;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  /** Each row has one text for each column. */
  readonly rows: readonly (readonly string[])[];
  /** What stands in place of rows where there are none. */
  readonly empty: string;
  /** Points; 10.5 unless said otherwise. */
  readonly size_pt?: number;
}

export interface TableColumn {
  readonly label: string;
  /** Share of the width, against those of the other columns. */
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  /** The heading stands upright, for tables with a column for each of many units. */
  readonly upright?: boolean;
}

/** What a template composes; template, origin and mark are added by whoever asks for the paper. */
export type PaperContent = Omit<Paper, 'template' | 'origin' | 'mark'>;

export const paperFormats = ['pdf', 'docx', 'svg'] as const;
export type PaperFormat = (typeof paperFormats)[number];
