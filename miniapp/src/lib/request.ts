import Taro from '@tarojs/taro';
import type { ErrorBody } from '@haochaping/shared/contracts';
import { learnTime } from './clock.js';
import { hasNetwork } from './network.js';
import { forgetSession, signedHeaders } from './session.js';

/**
 * Why there is no answer: no network, a network that does not lead to the server, too slow, the server's fault, or a
 * refusal that it explains.
 */
export type Trouble = 'offline' | 'unreachable' | 'timeout' | 'server';
export type Failure =
  | { ok: false; kind: Trouble }
  | { ok: false; kind: 'refused'; status: number; code: string; message: string };
export type Answer<T> = { ok: true; data: T } | Failure;

interface Asked {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  data?: object;
  header?: Record<string, string>;
  /** For what takes longer than words. */
  timeoutMs?: number;
}

/** What goes with a request of whoever is not signed in: the key of the receipt, where there is one. */
export const headed = (accessKey: string | undefined): { header?: Record<string, string> } =>
  accessKey ? { header: { 'X-Receipt-Key': accessKey } } : {};

const TIMEOUT_MS = 15_000;

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

function isTimeout(reason: unknown): boolean {
  if (typeof reason !== 'object' || reason === null) return false;
  const { name, errMsg } = reason as { name?: unknown; errMsg?: unknown };
  return name === 'AbortError' || (typeof errMsg === 'string' && /timeout/i.test(errMsg));
}

function dateOf(header: unknown): string | undefined {
  const entries = Object.entries(typeof header === 'object' && header !== null ? header : {});
  const date: unknown = entries.find(([name]) => name.toLowerCase() === 'date')?.[1];
  return typeof date === 'string' ? date : undefined;
}

/** What the server says of each field is more use to a person than its summary. */
function sentenceOf({ message, details = [] }: ErrorBody['error']): string {
  return details.length > 0 ? details.map((one) => one.message).join('；') : message;
}

/** 5xx, 408 and 429 may be asked again later; every other refusal is final. */
function failureOf(status: number, body: unknown): Failure {
  if (status < 500 && status !== 408 && status !== 429 && isErrorBody(body))
    return { ok: false, kind: 'refused', status, code: body.error.code, message: sentenceOf(body.error) };
  return { ok: false, kind: 'server' };
}

/**
 * Asks the server. Never throws: what went wrong is part of the answer. The body is believed to be `T`, which the
 * server checks against the same contract before it sends it.
 */
export async function ask<T>(
  path: string,
  { method = 'GET', data, header, timeoutMs = TIMEOUT_MS }: Asked = {},
): Promise<Answer<T>> {
  try {
    const response = await Taro.request<unknown>({
      url: `${API_BASE}/api/v1${path}`,
      method,
      header: { accept: 'application/json', ...(await signedHeaders()), ...header },
      timeout: timeoutMs,
      ...(data ? { data } : {}),
    });
    const { statusCode, data: body } = response;
    learnTime(dateOf(response.header));
    if (statusCode < 200 || statusCode >= 300) {
      const failure = failureOf(statusCode, body);
      if (failure.kind === 'refused' && failure.code === 'not_signed_in') forgetSession();
      return failure;
    }
    if (statusCode === 204) return { ok: true, data: undefined as T };
    // A captive portal answers 200 with a page of its own; that is no network, not an answer.
    if (typeof body !== 'object' || body === null) return { ok: false, kind: 'unreachable' };
    return { ok: true, data: body as T };
  } catch (reason) {
    if (isTimeout(reason)) return { ok: false, kind: 'timeout' };
    return { ok: false, kind: (await hasNetwork()) ? 'unreachable' : 'offline' };
  }
}
