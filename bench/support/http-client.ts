import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface HttpClient {
  request(
    method: string,
    path: string,
    options?: { readonly token?: string; readonly body?: string; readonly key?: string },
  ): Promise<Answer>;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const headEnd = Buffer.from('\r\n\r\n');

/** One answer from the bytes so far, or null while it is not complete. Our servers answer with a content length. */
function parse(bytes: Buffer): { answer: Answer; rest: Buffer } | null {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const from = end + headEnd.length;
  if (bytes.length < from + length) return null;
  const answer = { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', from, from + length) };
  return { answer, rest: bytes.subarray(from + length) };
}

/**
 * One kept-alive connection, one request at a time: what a browser's connection is, with so little work of its own that the server is measured
 * and not the client.
 */
export function httpClient(port: number): HttpClient {
  let socket: Socket | undefined;
  let waiting: Waiting | undefined;
  let bytes: Buffer = Buffer.alloc(0);

  function fail(of: Socket, error: Error): void {
    if (socket !== of) return;
    waiting?.reject(error);
    waiting = undefined;
    socket = undefined;
    bytes = Buffer.alloc(0);
  }

  function open(): Socket {
    const fresh = connect({ port, host: '127.0.0.1', noDelay: true });
    fresh.on('data', (chunk) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const parsed = parse(bytes);
      if (parsed === null) return;
      bytes = parsed.rest;
      const { resolve } = waiting ?? {};
      waiting = undefined;
      resolve?.(parsed.answer);
    });
    fresh.on('error', (error) => fail(fresh, error));
    fresh.on('close', () => fail(fresh, new Error('the server closed the connection')));
    return fresh;
  }

  return {
    request: (method, path, { token, body, key } = {}) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket ??= open();
        const sent = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
        const bearer = token === undefined ? '' : `authorization: Bearer ${token}\r\n`;
        const once = key === undefined ? '' : `idempotency-key: ${key}\r\n`;
        socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${bearer}${once}${sent}\r\n${body ?? ''}`);
      }),
    close: () => {
      const open = socket;
      waiting = undefined;
      socket = undefined;
      open?.removeAllListeners();
      open?.on('error', () => undefined);
      open?.destroy();
    },
  };
}

/** Connections lent out one request at a time. */
export function clientPool(port: number, size: number): { use<T>(work: (client: HttpClient) => Promise<T>): Promise<T>; close(): void } {
  const all = Array.from({ length: size }, () => httpClient(port));
  const free = [...all];
  const queue: ((client: HttpClient) => void)[] = [];
  return {
    use: async (work) => {
      const client = free.pop() ?? (await new Promise<HttpClient>((resolve) => queue.push(resolve)));
      try {
        return await work(client);
      } finally {
        const next = queue.shift();
        if (next === undefined) free.push(client);
        else next(client);
      }
    },
    close: () => {
      for (const each of all) each.close();
    },
  };
}
