import Type from 'typebox';
import { heads } from '#kernel/ledger/heads.ts';
import type { KeyRing } from '#kernel/ledger/keys.ts';
import { consistencyProof, inclusionProof } from '#kernel/ledger/proofs.ts';
import { readAsSystem } from '#kernel/ledger/session.ts';
import type { PublicKey } from '#kernel/ledger/signature.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Platform } from '#server/platform.ts';
import { visibleRow } from '../records/one-route.ts';
import { answers } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';

const Anything = Type.Unsafe<Record<string, unknown>>(
  Type.Object({}, { additionalProperties: true, description: 'See docs/ledger.md for the format' }),
);

type Keys = ReadonlyMap<string, PublicKey>;

/**
 * Tree heads and keys are public: they are what an outsider holds against the ledger. A proof shows an entry and is for whoever may see its record.
 */
export function ledgerRoutes(app: App, platform: Platform, keys: KeyRing): void {
  const { database } = platform;
  const known = new Map([...keys.known, ...keys.witnesses]);

  app.get(
    '/v1/ledger/heads',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'listTreeHeads',
        summary: 'Signed tree heads, newest first, with the public keys',
        tags: ['ledger'],
        querystring: Type.Object({
          below: Type.Optional(Type.Integer({ minimum: 1 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        }),
        response: answers(Type.Object({ items: Type.Array(Anything), keys: Type.Array(Anything) })),
      },
    },
    async (request) => {
      const { below, limit = 20 } = request.query;
      const items = await readAsSystem(database, (sql) => heads(sql, { below: below ?? null, limit }));
      return { items: items.map((each) => ({ ...each })), keys: [...known.values()].map((each) => ({ ...each })) };
    },
  );

  proofRoute(app, platform, known);
  consistencyRoute(app, platform, known);
}

/** The ledger's functions tell a size that cannot be by a RangeError; here it came from whoever asks. */
function sizeProblem(field: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof RangeError)) throw error;
    const text = {
      zh: '没有这个大小的树头，或它早于所问的内容',
      en: 'No tree head has this size, or it is older than what is asked about',
    };
    throw new Problem('invalid', [{ code: 'tree-size', field, text }]);
  };
}

function proofRoute(app: App, { database, catalogue }: Platform, known: Keys): void {
  app.get(
    '/v1/ledger/proof',
    {
      schema: {
        operationId: 'proveInclusion',
        summary: 'That an act of a record stands in the log',
        tags: ['ledger'],
        querystring: Type.Object({
          type: Type.String({ maxLength: 60 }),
          id: Type.String({ format: 'uuid' }),
          version: Type.Integer({ minimum: 1 }),
          size: Type.Optional(Type.Integer({ minimum: 1, description: 'The tree size to prove against; the newest head when left out' })),
        }),
        response: answers(Anything),
      },
    },
    async (request) => {
      const { type: name, id, version, size } = request.query;
      const type = catalogue.find(name);
      if (type === undefined) throw new Problem('not-found');
      await visibleRow({ database }, type, signedIn(request).actor, id);
      const entry = { recordType: name, recordId: id, version };
      const answer = await readAsSystem(database, (sql) =>
        inclusionProof(sql, entry, size === undefined ? { keys: known } : { keys: known, size }),
      ).catch(sizeProblem('size'));
      if (answer === null) throw new Problem('not-found');
      return { ...answer };
    },
  );
}

function consistencyRoute(app: App, { database }: Platform, known: Keys): void {
  app.get(
    '/v1/ledger/consistency',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'proveConsistency',
        summary: 'That the log of a later head contains the log of an earlier one',
        tags: ['ledger'],
        querystring: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) }),
        response: answers(Anything),
      },
    },
    async (request) => {
      const { from, to } = request.query;
      const proof = await readAsSystem(database, (sql) => consistencyProof(sql, from, to, known)).catch(sizeProblem('to'));
      if (proof === null) throw new Problem('not-found');
      return { ...proof };
    },
  );
}
