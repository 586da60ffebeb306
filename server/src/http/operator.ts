import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Context, Next } from 'koa';
import { AppError } from './errors.js';
import type { Metrics } from './metrics.js';
import { openApiDocument } from './openapi.js';
import type { Route } from './route.js';

export interface OperatorOptions {
  routes: Route[];
  metrics: Metrics;
  /** Who brings it as a bearer token may read the figures; undefined leaves them to this machine alone. */
  metricsToken: string | undefined;
  /** Whether what the app needs (the database) answers. */
  ready(): Promise<boolean>;
  closing(): boolean;
}

/** Where a request came from: the address at the other end of the connection itself, and what it says. */
export interface Origin {
  address: string | undefined;
  headers: IncomingHttpHeaders;
}

/** Life, readiness, figures and the API description, for GET and HEAD. */
export function operatorPaths(options: OperatorOptions) {
  let description: string | undefined;
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      await next();
      return;
    }
    switch (ctx.path) {
      case '/healthz':
        ctx.body = { status: 'ok' };
        return;
      case '/readyz': {
        const ready = !options.closing() && (await options.ready());
        ctx.status = ready ? 200 : 503;
        ctx.body = { status: ready ? 'ready' : 'not ready' };
        return;
      }
      case '/metrics':
        if (
          !mayReadMetrics(options.metricsToken, {
            address: ctx.req.socket.remoteAddress,
            headers: ctx.headers,
          })
        )
          throw new AppError('not_found');
        ctx.set('cache-control', 'no-store');
        ctx.type = options.metrics.registry.contentType;
        ctx.body = await options.metrics.registry.metrics();
        return;
      case '/openapi.json':
        ctx.type = 'application/json';
        ctx.body = description ??= JSON.stringify(openApiDocument(options.routes));
        return;
      default:
        await next();
    }
  };
}

/**
 * Whether the figures may be shown: at a quiet counter their counts tell the moment somebody rated (方案 三(三)).
 * With a token configured it must be brought; without one, only a program of this machine that no proxy stands before.
 */
export function mayReadMetrics(token: string | undefined, from: Origin): boolean {
  if (token !== undefined) {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(from.headers.authorization ?? ''), digest(`Bearer ${token}`));
  }
  return isLoopback(from.address) && !Object.keys(from.headers).some(isForwardingHeader);
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address ?? '');
}

/** Headers that only a request handed on by a proxy carries. */
function isForwardingHeader(name: string): boolean {
  return (
    name.startsWith('x-forwarded') ||
    ['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'].includes(name)
  );
}
