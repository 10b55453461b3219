/** What a page is before it is sent. */
export interface Page {
  readonly status: 200 | 201 | 404 | 422 | 429 | 500 | 503;
  readonly type: string;
  readonly text: string;
  /** The ids of the records and enterprises that it shows, and the names of the types that it lists: a change of one of them takes it off the shelf. */
  readonly shows: readonly string[];
}

export const pageTypes = {
  html: 'text/html; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
} as const;
