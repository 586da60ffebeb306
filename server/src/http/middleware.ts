import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import type { ErrorBody } from '@haochaping/shared/contracts';
import type { Logger } from 'pino';
import { AppError, codeForStatus } from './errors.js';
import type { Metrics } from './metrics.js';

/** Gives every request an id (a caller's own is kept when it is plain), answers with it, and logs one line when done. */
export function requestLog(log: Logger, metrics: Metrics) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const given = ctx.get('x-request-id');
    const requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    ctx.state.requestId = requestId;
    ctx.set('x-request-id', requestId);
    const started = performance.now();
    await next();
    const milliseconds = Math.round(performance.now() - started);
    const operation = (ctx.state.operationId as string | undefined) ?? 'static';
    metrics.observeRequest(ctx.method, operation, ctx.status, milliseconds / 1000);
    // The path is left out on purpose: invitation tokens stand in it.
    log.info({ requestId, method: ctx.method, operation, status: ctx.status, milliseconds }, 'request');
  };
}

/** The one place that turns what was thrown into an answer. Koa's own errors keep their status. */
export function onError(log: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null && ctx.path.startsWith('/api/'))
        throw new AppError('not_found', { message: '没有这个接口' });
      // The router has set Allow; only the body in our shape is missing.
      if (ctx.status === 405 || ctx.status === 501) throw new AppError('method_not_allowed');
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.status >= 500)
        log.error({ err: thrown, requestId: ctx.state.requestId as string }, 'request failed');
      ctx.status = error.status;
      for (const [name, value] of Object.entries(error.headers)) ctx.set(name, value);
      ctx.set('cache-control', 'no-store');
      ctx.body = {
        error: {
          code: error.code,
          message: error.message,
          ...(error.details ? { details: error.details } : {}),
          requestId: ctx.state.requestId as string,
        },
      } satisfies ErrorBody;
    }
  };
}

/** How a connection ends that its other side closed. */
const GONE = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

const isGone = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && GONE.has(code);
};

/** What goes wrong while an answer is on its way, which koa prints by itself where nobody listens: somebody who left is no fault. */
export const onSending =
  (log: Logger) =>
  (error: unknown, ctx?: Pick<Context, 'state'>): void => {
    const requestId = ctx?.state.requestId as string | undefined;
    if (isGone(error)) log.debug({ requestId }, 'left before the answer was there');
    else log.error({ err: error, requestId }, 'answer not sent');
  };

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const http = thrown as { status?: unknown; expose?: unknown; headers?: Record<string, string> };
  if (typeof http.status === 'number' && http.status >= 400 && http.status < 500) {
    return new AppError(codeForStatus(http.status), { cause: thrown, headers: http.headers ?? {} });
  }
  return new AppError('internal', { cause: thrown });
}
