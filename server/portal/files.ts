import type { KeyRing } from '#kernel/ledger/keys.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { App } from '#server/http/services.ts';
import { bind } from './bound.ts';
import { verifierFiles } from './pages/verify.ts';
import { stylesheet } from './stylesheet.ts';

const hidden = { schema: { hide: true } } as const;

/** The stylesheet, and what an outsider needs in order to verify: the public keys and the program. */
export function fileRoutes(app: App, { keys }: { readonly keys: KeyRing }): void {
  const style = bind({ status: 200, type: 'text/css; charset=utf-8', text: stylesheet.text, shows: [] });
  app.get(stylesheet.address, hidden, (_request, reply) =>
    reply.type(style.type).header('cache-control', 'public, max-age=31536000, immutable').send(style.body),
  );

  app.get<{ Params: { name: string } }>('/public/keys/:name', hidden, (request, reply) => {
    const id = request.params.name.replace(/\.pem$/, '');
    const key = keys.known.get(id) ?? keys.witnesses.get(id);
    if (key === undefined) throw new Problem('not-found');
    return reply.type('application/x-pem-file').header('content-disposition', 'attachment; filename="anwang.pem"').send(key.pem);
  });

  app.get<{ Params: { name: string } }>('/public/verifier/:name', hidden, (request, reply) => {
    const file = verifierFiles.find((each) => each.name === request.params.name);
    if (file === undefined) throw new Problem('not-found');
    return reply
      .type('text/javascript; charset=utf-8')
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .send(file.text);
  });
}
