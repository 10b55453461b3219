import type { App } from '#server/http/services.ts';

export interface Read {
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export async function read(app: App, path: string, headers: Record<string, string> = {}): Promise<Read> {
  const answer = await app.inject({ method: 'GET', url: path, headers: { host: 'portal.test', ...headers } });
  return { path, status: answer.statusCode, headers: answer.headers, body: answer.body };
}

/** Every page that links lead to from the home pages of both languages, each once. */
export async function crawl(app: App): Promise<readonly Read[]> {
  const found = new Map<string, Read>();
  const queue = ['/public', '/public/en', '/sitemap.xml', '/robots.txt'];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (found.has(path)) continue;
    const page = await read(app, path);
    found.set(path, page);
    const links = [
      ...page.body.matchAll(/(?:href|action)="(?:http:\/\/portal\.test)?(\/public[^"#]*)"|<loc>http:\/\/portal\.test([^<]+)<\/loc>/g),
    ];
    queue.push(...links.map(([, link, place]) => (link ?? place ?? '').replaceAll('&amp;', '&')));
  }
  return [...found.values()];
}
