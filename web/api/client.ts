import type { ProblemBody, Text } from './types.ts';

/** What a page catches: the server's own refusal, or what stands for it when no answer came. */
export class ApiError extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(`${problem.code}: ${problem.text.en}`);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

const noAnswer: Text = {
  zh: '连接不上服务器，请检查网络后重试；已填写的内容会保留',
  en: 'The server cannot be reached. Check the network and try again; what you typed is kept',
};
const oddAnswer: Text = { zh: '服务器的答复无法识别，请稍后重试', en: 'The server gave an answer that cannot be read; try again shortly' };

export function localProblem(code: ProblemBody['code'], status: number, text: Text): ApiError {
  return new ApiError({ code, status, text, details: [] });
}

export function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'text' in body && 'status' in body;
}

/** Turns a failed answer into its problem; a proxy's error page becomes `unavailable`. */
export async function problemOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiError({ ...body, details: body.details ?? [] });
  return localProblem(response.status === 401 ? 'signed-out' : 'unavailable', response.status, oddAnswer);
}

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** JSON, or the bytes of a file. */
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

let csrf = '';

/** Known after every look at the session; sent back with each request that changes something. */
export function keepCsrf(value: string): void {
  csrf = value;
}

export function csrfToken(): string {
  return csrf;
}

/** Asks whoever sits there to log in again; true when the same person did. Set by the frame, absent on the log-in page. */
let askAgain: (() => Promise<boolean>) | null = null;

export function onSignedOut(ask: (() => Promise<boolean>) | null): void {
  askAgain = ask;
}

/** Asks whoever sits there to prove it before a sensitive act; true when that was done. Set by the frame. */
let askConfirmation: (() => Promise<boolean>) | null = null;

export function onConfirmationRequired(ask: (() => Promise<boolean>) | null): void {
  askConfirmation = ask;
}

async function wantsConfirmation(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return isProblem(body) && body.code === 'confirmation-required';
}

function headersOf(call: Call): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (call.body instanceof Blob) headers.set('content-type', 'application/octet-stream');
  else if (call.body !== undefined) headers.set('content-type', 'application/json');
  if (call.method !== 'GET') headers.set('x-anwang-csrf', csrf);
  if (call.key !== undefined) headers.set('idempotency-key', call.key);
  return headers;
}

async function attempt(call: Call): Promise<Response> {
  try {
    return await fetch(call.path, {
      method: call.method,
      headers: headersOf(call),
      credentials: 'same-origin',
      ...(call.body === undefined ? {} : { body: call.body instanceof Blob ? call.body : JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    throw localProblem('unavailable', 0, noAnswer);
  }
}

/**
 * One request. A session that has ended is renewed over the page and the request sent again with its own idempotency key,
 * so that an act whose answer was lost is never done twice and nothing typed is lost.
 */
async function answerTo(call: Call): Promise<Response> {
  let response = await attempt(call);
  if (response.status === 401 && askAgain !== null && !call.path.startsWith('/v1/session')) {
    if (await askAgain()) response = await attempt(call);
  }
  if (askConfirmation !== null && (await wantsConfirmation(response)) && (await askConfirmation())) response = await attempt(call);
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function request<T>(call: Call): Promise<T> {
  const response = await answerTo(call);
  if (response.status === 204) return undefined as T; // callers of empty answers ask for void
  try {
    return (await response.json()) as T; // the contract's types; the server's schemas hold them
  } catch {
    throw localProblem('unavailable', response.status, oddAnswer);
  }
}

/** A file that a page shows by itself, with the headers that speak of it. */
export interface Content {
  readonly blob: Blob;
  readonly headers: Headers;
}

async function content(call: Call): Promise<Content> {
  const response = await answerTo(call);
  return { blob: await response.blob(), headers: response.headers };
}

export const api = {
  get: <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
    request<T>({ method: 'GET', path: withQuery(path, query), ...(signal === undefined ? {} : { signal }) }),
  content: (path: string, query: Query, signal: AbortSignal) => content({ method: 'GET', path: withQuery(path, query), signal }),
  post: <T>(path: string, body: unknown, key?: string) => request<T>({ method: 'POST', path, body, ...(key === undefined ? {} : { key }) }),
  remove: (path: string) => request<void>({ method: 'DELETE', path }),
};

/** A version 4 UUID. `crypto.randomUUID` is absent on plain http, where a county's intranet may well serve this page. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
