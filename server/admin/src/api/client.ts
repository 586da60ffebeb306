import type { ErrorBody } from '@haochaping/shared/contracts';
import { fetchWithProgress } from './files/upload.js';

const BASE = '/api/v1';
/** Who is signed in; asking for it without being so is no surprise. */
export const SESSION = '/staff/session';
const REFRESH = `${SESSION}/refresh`;

/** An answer that is not a success, or none at all; `message` is Chinese and may be shown as it is. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly { field: string; message: string }[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Empty and undefined values are left out. */
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  /** Told how much of a Blob was sent, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

let csrfToken = '';
let onSignedOut: () => void = () => undefined;
let onSecondFactorNeeded: () => void = () => undefined;

/** Writes carry this token from now on; the session answer brings it. */
export function takeCsrfToken(session: { csrfToken: string } | null): void {
  csrfToken = session?.csrfToken ?? '';
}

/** Called when the server no longer knows us. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** Called when the server wants a second factor for what was asked. */
export function whenSecondFactorNeeded(listener: () => void): void {
  onSecondFactorNeeded = listener;
}

/** The address of an operation with its query. */
function urlOf(path: string, query: RequestOptions['query'] = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return `${BASE}${path}${search ? `?${search}` : ''}`;
}

function encode(body: unknown): { headers: Record<string, string>; body?: BodyInit } {
  if (body === undefined) return { headers: {} };
  if (body instanceof Blob) {
    return { headers: { 'Content-Type': body.type || 'application/octet-stream' }, body };
  }
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && 'error' in value;
}

type Read = (response: Response) => Promise<unknown>;

/** The JSON of an answer; null when it is none. */
async function bodyOf(response: Response): Promise<unknown> {
  return response.status === 204 ? undefined : response.json().catch(() => null);
}

function errorOf(response: Response, body: unknown): ApiError {
  if (isErrorBody(body)) {
    const { code, message, details } = body.error;
    return new ApiError(response.status, code, message, details);
  }
  return new ApiError(
    response.status,
    'unreadable_answer',
    `服务器的回答读不懂（${response.status}）。请稍后再试。`,
  );
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const method = options.method ?? 'GET';
  const { headers, body } = encode(options.body);
  if (method !== 'GET') headers['X-CSRF-Token'] = csrfToken;
  try {
    const init = {
      method,
      headers: { Accept: 'application/json', ...headers },
      ...(options.signal ? { signal: options.signal } : {}),
    };
    const url = urlOf(path, options.query);
    if (options.onProgress && body instanceof Blob)
      return await fetchWithProgress(url, { ...init, body }, options.onProgress);
    return await fetch(url, { ...init, ...(body === undefined ? {} : { body }) });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'no_network', '连不上服务器。请检查网络，然后再试一次。');
  }
}

let renewing: Promise<boolean> | undefined;

/** Renews the session once for all who wait for it; false when it is over. */
function renewed(): Promise<boolean> {
  renewing ??= send(REFRESH, { method: 'POST' })
    // An answer that is not read to its end keeps the browser waiting for the rest of it.
    .then(async (response) => (await response.text(), response.ok))
    .catch(() => false)
    .finally(() => (renewing = undefined));
  return renewing;
}

/** Steps of a sign-in, not the list of sign-ins beside it. */
const asksForSession = (path: string) => path === SESSION || path.startsWith(`${SESSION}/`);

/**
 * One request to the api. Resolves with the answer in the shape its contract promises (undefined for 204);
 * rejects with ApiError. The server's response schema guards the shape, so it is not checked twice.
 */
export function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  return call<Answer>(path, options, bodyOf);
}

/** A file of the api, whole; rejects as `request` does, so that a refusal is said in the page. */
export function download(path: string, query: RequestOptions['query']): Promise<Blob> {
  return call<Blob>(path, query ? { query } : {}, (response) => response.blob());
}

async function call<Answer>(path: string, options: RequestOptions, read: Read): Promise<Answer> {
  const answer = await attempt<Answer>(path, options, read);
  if (!(answer instanceof ApiError)) return answer.body;
  // The access token lives for a quarter of an hour; it is renewed without anybody noticing.
  const again =
    answer.code === 'not_signed_in' && (await renewed())
      ? await attempt<Answer>(path, options, read)
      : answer;
  if (!(again instanceof ApiError)) return again.body;
  if (again.status === 401 && !asksForSession(path)) onSignedOut();
  if (again.code === 'second_factor_needed') onSecondFactorNeeded();
  throw again;
}

async function attempt<Answer>(
  path: string,
  options: RequestOptions,
  read: Read,
): Promise<{ body: Answer } | ApiError> {
  const response = await send(path, options);
  const body = await (response.ok ? read(response) : bodyOf(response));
  return response.ok && body !== null ? { body: body as Answer } : errorOf(response, body);
}
