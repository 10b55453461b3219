import { expect } from 'vitest';
import { passwordOf, url } from './console.ts';

export interface Made {
  readonly id: string;
  readonly version: number;
}

/** A demonstration person at the interface, as a program of theirs would speak: for what a browser test stands on but is not about. */
export interface Caller {
  /** The rows of the first page of a list, with its filters in the path. */
  rows(path: string): Promise<readonly { readonly id: string }[]>;
  /** Takes an act; without `version` it is the one that makes the record. */
  act(path: string, input: object, version?: number): Promise<Made>;
}

async function answerOf(path: string, init: RequestInit) {
  const answer = await fetch(url(path), init);
  const text = await answer.text();
  expect(answer.ok, `${path}: ${text}`).toBe(true);
  return JSON.parse(text);
}

export async function callAs(login: string): Promise<Caller> {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login, password: passwordOf(login), bearer: true });
  const { token }: { token: string } = await answerOf('/v1/session', { method: 'POST', headers: json, body });
  const authorization = `Bearer ${token}`;
  return {
    rows: async (path) => (await answerOf(path, { headers: { authorization } })).items,
    act: (path, input, version) =>
      answerOf(path, {
        method: 'POST',
        headers: { ...json, authorization, 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(version === undefined ? { input } : { version, input }),
      }),
  };
}
