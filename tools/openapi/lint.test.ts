import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '#server/testing/desk.ts';
import { lintDocument } from './lint.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

let office: Office;
let text: string;
let document: Document;

beforeAll(async () => {
  office = await openOffice();
  const answer = await office.app.inject('/v1/openapi.json');
  text = answer.body;
  document = answer.json<Document>();
});
afterAll(() => office.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, each]) =>
    Object.entries(each).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the OpenAPI document', () => {
  it('has no fault that the linter knows', async () => {
    expect(await lintDocument(text)).toEqual([]);
  });

  it('and the linter knows faults', async () => {
    const broken = structuredClone(document);
    const spoilt = {
      ...broken,
      tags: [{ name: 'platform' }],
      paths: { ...broken.paths, '/v1/x': { get: { responses: { 200: { description: '' } } } } },
    };
    const found = (await lintDocument(JSON.stringify(spoilt))).map((each) => each.split(':')[0]);
    expect(found).toEqual(
      expect.arrayContaining(['operation-operationId', 'operation-summary', 'operation-4xx-response', 'tag-description']),
    );
    const dangling = text.replaceAll('#/components/schemas/Problem', '#/components/schemas/Nothing');
    expect((await lintDocument(dangling))[0]).toMatch(/resolve/);
  });

  it('names every operation once, describes every tag, and documents what goes wrong', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(60);
    const described = new Map(document.tags.map((each) => [each.name, each.description]));
    for (const { path, method, operation } of operations()) {
      for (const tag of operation.tags) expect(described.get(tag), `${method} ${path}: ${tag}`).toMatch(/\S/);
      expect(Object.keys(operation.responses), `${method} ${path}`).toEqual(expect.arrayContaining(['4XX', '5XX']));
    }
  });

  it('calls those operations open that answer without a session, and no others', async () => {
    for (const { path, method, operation } of operations()) {
      if (method === 'post' || method === 'patch' || method === 'delete') continue;
      const url = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000404');
      const answer = await office.app.inject({ method: method === 'head' ? 'HEAD' : 'GET', url });
      expect(answer.statusCode === 401, `${method} ${path}: ${answer.statusCode}`).toBe(operation.security?.length !== 0);
    }
  });
});
