import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Networks in which machines of one's own stand (RFC 6890): no address of another may lead there. */
const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export interface Guard {
  /** Plain http and addresses of this very machine are allowed too: for a trial. */
  readonly allowLoopback: boolean;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** An IPv4 address in an IPv6 coat is judged by what it is; the block list does so by itself. */
function isAllowed(address: string, { allowLoopback }: Guard): boolean {
  if (allowLoopback && loopback.check(address, family(address))) return true;
  return !privateNetworks.check(address, family(address));
}

/** What is wrong with an address before anything is looked up; null when nothing is. */
export function urlFault(text: string, guard: Guard): 'url-shape' | 'url-https' | 'url-private' | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '' || text.length > 500) return 'url-shape';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const near = host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, family(host)));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && guard.allowLoopback && near))
    return url.protocol === 'http:' ? 'url-https' : 'url-shape';
  if (near) return guard.allowLoopback ? null : 'url-private';
  return isIP(host) !== 0 && !isAllowed(host, guard) ? 'url-private' : null;
}

export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** The addresses of a name, all of them allowed. The connection then goes to one of these and asks for no name again, so none can change in between. */
async function addressesOf(host: string, guard: Guard): Promise<readonly LookupAddress[]> {
  const found = await lookup(host, { all: true });
  if (found.some(({ address }) => !isAllowed(address, guard))) throw new Forbidden('the name leads to an address that is not allowed');
  return found;
}

const patience_ms = 15_000;

/**
 * POSTs a text to an address of somebody else's choosing. No redirect is followed and of the answer nothing but its status is kept.
 * Throws a Forbidden for an address that is not allowed, any other error when no answer came.
 * @returns the status of the answer.
 */
export async function guardedPost(text: string, body: string, headers: Readonly<Record<string, string>>, guard: Guard): Promise<number> {
  if (urlFault(text, guard) !== null) throw new Forbidden('the address is not allowed');
  const url = new URL(text);
  const [target] = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''), guard);
  if (target === undefined) throw new Error('the name leads nowhere');
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        timeout: patience_ms,
        agent: false,
        lookup: (_host, options, done) => (options.all === true ? done(null, [target]) : done(null, target.address, target.family)),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
    request.end(body);
  });
}
