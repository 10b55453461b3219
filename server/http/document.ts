import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';

/** What the parts of the API are for. The tags of record types describe themselves: see `recordTag`. */
const tags: Readonly<Record<string, string>> = {
  platform: 'Whether the server answers, and what it is busy with',
  session: 'Logging in and out, sessions, passwords, acting in another post',
  account: 'One’s own second factors: code generator, passkeys, recovery codes',
  places: 'Regions and organisations, as they stand on a day',
  people: 'People, their posts, and who signed in',
  files: 'Resumable uploads (tus 1.0) and the content of files',
  workbench: 'What the reader owes and answers for',
  messages: 'What a desk was told, who read it and acknowledged it, and by which channels it left',
  webhooks: 'Addresses at which machines are told of acts, and what was sent there',
  map: 'Regions with the counts inside them',
  ledger: 'Signed tree heads, and proofs that an act stands in the log',
  parameters: 'The figures in force, each with its source',
  reform: 'The reform programme at a glance: what was reported, who is late and why',
  imports: 'Sheets that become records: checked first, taken over when confirmed, and taken back',
};

/** Carried by the schema of a record: the tag of its routes. */
export const recordTag = 'x-tag';

interface Document {
  readonly paths?: Readonly<Record<string, object | undefined>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function recordTags(document: Document): Record<string, string> {
  const schemas = Object.values(document.components?.schemas ?? {});
  return Object.fromEntries(
    schemas.flatMap((schema): [string, string][] => {
      const tag = read(schema, recordTag);
      return typeof tag === 'string' ? [[tag, `${String(read(schema, 'title'))} · ${String(read(schema, 'description'))}`]] : [];
    }),
  );
}

function usedTags(document: Document): readonly string[] {
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {}));
  const named = operations.flatMap((operation: unknown) => {
    const own = read(operation, 'tags');
    return Array.isArray(own) ? own.map(String) : [];
  });
  return [...new Set(named)];
}

/** The OpenAPI document that is served: from the routes' own schemas, with every tag described. */
export function documentOptions(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Anwang 安网',
        description: 'The API of one Anwang server. Every error is a `Problem`; docs/errors.md says what can be done about each.',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'anwang_session' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ cookie: [] }, { bearer: [] }],
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => (typeof schema.$id === 'string' ? schema.$id : `schema-${index}`),
    },
    transformObject: (made) => {
      if (!('openapiObject' in made)) return made.swaggerObject;
      const document = made.openapiObject;
      const described: Readonly<Record<string, string | undefined>> = { ...tags, ...recordTags(document) };
      return { ...document, tags: usedTags(document).map((name) => ({ name, description: described[name] ?? '' })) };
    },
  };
}
