import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hand, hands } from '#kernel/identity/hands.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { places } from '#server/testing/people.ts';
import { handRows, handsOf } from './three-hands.ts';

interface Route {
  readonly method: string;
  readonly url: string;
}

let office: Office;
let routes: readonly Route[];
const desks = new Map<Hand, Desk>();

beforeAll(async () => {
  office = await openOffice();
  const { paths = {} } = office.app.swagger();
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods ?? {}).map((method) => ({ method: method.toUpperCase(), url: path.replaceAll(/\{(\w+)\}/g, ':$1') })),
  );
  for (const [index, hand] of hands.entries()) {
    const actor: Actor = {
      person: `0192f3a0-0000-7000-8000-00000000010${index}`,
      post: `0192f3a0-0000-7000-8000-00000000020${index}`,
      org: '220100-emergency',
      roles: [hand],
      reader: 'officer',
      region: places.city,
      line: '',
      subject: null,
    };
    desks.set(hand, await office.seat(actor));
  }
});
afterAll(() => office?.close());

/** Whether the guard turned this hand away: what comes after the guard is the route's own business. */
async function turnedAway(hand: Hand, { method, url }: Route): Promise<boolean> {
  const answer = await office.app.inject({
    // The document knows methods as texts.
    method: method as 'GET',
    url: url.replaceAll(/:\w+/g, 'x'),
    headers: { authorization: `Bearer ${desks.get(hand)?.token}` },
  });
  return answer.statusCode === 403 && answer.body.includes('"hands-apart"');
}

describe('administrator, security officer and auditor', () => {
  it('have a row in the table for every route, and no row is without a route', () => {
    const missing = routes.filter(({ method, url }) => handsOf(method, url) === undefined);
    expect(
      missing.map(({ method, url }) => `${method} ${url}`),
      'say in three-hands.ts whose work it is',
    ).toEqual([]);
    // A route that is asked for by HEAD alone stands in no document.
    const isThere = (method: string, url: string) => office.app.hasRoute({ method: method === 'GET' ? 'HEAD' : method, url });
    const gone = handRows.filter((row) => !row.includes('{')).filter((row) => !isThere(row.split(' ')[0] ?? '', row.split(' ')[1] ?? ''));
    expect(gone, 'rows of routes that are gone').toEqual([]);
  });

  it.each(hands)('%s is turned away exactly where the table says so', async (hand) => {
    const wrong: string[] = [];
    for (const route of routes) {
      const { method, url } = route;
      // Logging in has no session to be turned away with, nor has what everybody may read.
      const open = office.app.swagger().paths?.[url.replaceAll(/:(\w+)/g, '{$1}')];
      const operation = open === undefined ? undefined : Reflect.get(open, method.toLowerCase());
      if (operation?.security?.length === 0 || url === '/v1/session') continue;
      const away = await turnedAway(hand, route);
      if (away === (handsOf(method, url) ?? []).includes(hand)) wrong.push(`${method} ${url}: ${away ? 'turned away' : 'let through'}`);
    }
    expect(wrong).toEqual([]);
  });
});
