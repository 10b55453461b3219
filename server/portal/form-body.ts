import { Problem } from '#kernel/problem/problem.ts';
import type { App } from '#server/http/services.ts';

/** What a form may weigh; the longest that its fields can hold is a tenth of it. */
const most_bytes = 65_536;

/** Lets forms of this scope be sent as browsers send them without a script. A value given twice counts once. */
export function acceptForms(app: App): void {
  const options = { parseAs: 'string', bodyLimit: most_bytes } as const;
  app.addContentTypeParser('application/x-www-form-urlencoded', options, (_request, body, done) => {
    // Text that no database can keep is refused as a whole, as it is in JSON.
    const text = String(body);
    if (text.includes('%00')) return done(new Problem('bad-request'));
    done(null, Object.fromEntries(new URLSearchParams(text)));
  });
}

/** The values of a form, trimmed; line ends as everywhere else. */
export function valuesOf(body: unknown, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
      return [name, typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''];
    }),
  );
}
