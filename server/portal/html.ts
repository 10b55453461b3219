/** Text that is HTML already. Everything else is escaped where it is put in, so that forgetting is not possible. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeText(text: string): string {
  // Control characters are allowed in no page and no feed.
  return text.replace(/[&<>"']/g, (each) => escapes[each] ?? '').replace(/[^\P{Cc}\n\t]/gu, '');
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
}

/** HTML (or XML) with its values escaped, in attributes too: write those in double quotes. Nothing at all is what null, undefined and false become. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + render(parts[index])).join(''));
}
