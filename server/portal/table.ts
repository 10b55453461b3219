import { type Html, html } from './html.ts';

type Cell = Html | string;

/** A day is not broken at its hyphens. */
function whole(cell: Cell): Cell {
  return typeof cell === 'string' && /^\d{4}-\d\d-\d\d$/.test(cell) ? html`<span class="day">${cell}</span>` : cell;
}

export interface Table {
  /** What the table is, for whoever hears it. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A table that becomes a list of cards on a narrow screen. The roles are written out, because a table that is laid out in another way is no table any
 * more to a screen reader.
 */
export function table({ caption, columns, rows }: Table): Html {
  const head = columns.map((name) => html`<th scope="col" role="columnheader">${name}</th>`);
  const body = rows.map(([first, ...others]) => {
    const cells = others.map((cell, index) => html`<td role="cell" data-name="${columns[index + 1]}"><div>${whole(cell)}</div></td>`);
    return html`<tr role="row"><th scope="row" role="rowheader">${first}</th>${cells}</tr>
`;
  });
  return html`<table class="cards" role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">${body}</tbody></table>`;
}

/** Names and values. */
export function facts(entries: readonly (readonly [name: string, value: Cell])[]): Html {
  return html`<dl class="facts">${entries.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl>`;
}
