import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { AppError, type FieldError } from './errors.js';
import { faultWords } from './fault-words.js';
import type { InputSpec } from './route.js';

z.config({ localeError: (issue) => faultWords(issue) ?? z.locales.zhCN().localeError(issue) });

/** Far above any honest form; uploads declare their own. */
export const MAX_JSON_BYTES = 64 * 1024;

/** So long may nothing at all arrive of a body. */
const SILENCE_MS = 20_000;

export interface RequestBody {
  bytes: Buffer;
  contentType: string;
}

/**
 * Reads the body, up to the declared size and of the declared type.
 * @param silenceMs how long nothing at all may arrive of it
 * @throws AppError `too_slow`, `too_large`, `unsupported_type` or `bad_request` (cut off, or compressed).
 */
export async function readBody(ctx: Context, input: InputSpec, silenceMs = SILENCE_MS): Promise<RequestBody> {
  const contentType = (ctx.get('content-type').split(';')[0] ?? '').trim().toLowerCase();
  const hasBody = ctx.get('transfer-encoding') !== '' || Number(ctx.get('content-length') || 0) > 0;
  if (!hasBody) return { bytes: Buffer.alloc(0), contentType };
  const allowed = input.raw?.contentTypes ?? ['application/json'];
  if ((input.raw ?? input.body) && !allowed.includes(contentType)) {
    throw new AppError('unsupported_type', {
      message: `不支持“${contentType || '未写明'}”，请用 ${allowed.join(' 或 ')}`,
    });
  }
  if (ctx.get('content-encoding') !== '')
    throw new AppError('unsupported_type', { message: '请求内容不要压缩' });
  const limit = input.raw?.maxBytes ?? MAX_JSON_BYTES;
  try {
    return {
      bytes: await whileItComes(
        ctx.req,
        getRawBody(ctx.req, { limit, length: ctx.get('content-length') || undefined }),
        silenceMs,
      ),
      contentType,
    };
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') {
      throw new AppError('too_large', { message: `内容太大，最多 ${sizeName(limit)}` });
    }
    if (error instanceof AppError) throw error;
    throw new AppError('bad_request', { message: '内容没有传完，请重发', cause: error });
  }
}

const sizeName = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1024 / 1024)} MB`;

/** A body that keeps coming may take its time; one that has stopped is given up, in words. @throws AppError `too_slow` */
async function whileItComes<T>(request: IncomingMessage, body: Promise<T>, silenceMs: number): Promise<T> {
  let give: (error: AppError) => void = () => undefined;
  const silent = new Promise<never>((_, reject) => (give = reject));
  const late = () => give(new AppError('too_slow', { headers: { connection: 'close' } }));
  let timer = setTimeout(late, silenceMs);
  const came = () => {
    clearTimeout(timer);
    timer = setTimeout(late, silenceMs);
  };
  request.on('data', came);
  try {
    return await Promise.race([body, silent]);
  } finally {
    clearTimeout(timer);
    request.off('data', came);
  }
}

/** The JSON of a body; an absent body is undefined. @throws AppError `malformed_json` */
export function parseJson(body: RequestBody): unknown {
  if (body.bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.bytes)) as unknown;
  } catch (error) {
    throw new AppError('malformed_json', { cause: error });
  }
}

/**
 * Checks one part of the request. Unknown fields are refused by name where the schema is strict.
 * @throws AppError `invalid_input` with every wrong field and its remedy.
 */
export function validate(
  schema: z.ZodType | undefined,
  value: unknown,
  part: 'params' | 'query' | 'headers' | 'body',
): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.flatMap((issue) => fieldErrors(issue, part));
  throw new AppError('invalid_input', { details });
}

function fieldErrors(issue: z.core.$ZodIssue, part: string): FieldError[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: path ? `${path}.${key}` : key, message: '没有这一项，请去掉' }));
  }
  return [{ field: path || part, message: issue.message }];
}
