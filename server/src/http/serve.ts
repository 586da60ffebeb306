import Router from '@koa/router';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import type { Actor } from './actor.js';
import { AppError } from './errors.js';
import { parseJson, readBody, validate, type RequestBody } from './input.js';
import type { Limiter } from './limiter.js';
import type { Route } from './route.js';

/** Proves who calls. The composition root supplies one for each kind of actor; they live in the modules that own the accounts. */
export interface Authenticators {
  staff(ctx: Context): Promise<Actor>;
  businessSystem(ctx: Context, body: RequestBody): Promise<Actor>;
}

export interface ServeOptions {
  authenticators: Authenticators;
  limiter: Limiter;
  log: Logger;
  now: () => Date;
}

/** A router that serves the declared routes. Two routes on one method and path, or one operationId twice, stop the start. */
export function serveRoutes(routes: Route[], options: ServeOptions): Router {
  const router = new Router();
  const seen = new Set<string>();
  for (const declared of routes) {
    for (const key of [`${declared.method} ${declared.path}`, declared.operationId]) {
      if (seen.has(key)) throw new Error(`declared twice: ${key}`);
      seen.add(key);
    }
    router[declared.method](declared.operationId, declared.path.replace(/\{(\w+)\}/g, ':$1'), (ctx) =>
      serveOne(declared, ctx, options),
    );
  }
  return router;
}

async function serveOne(declared: Route, ctx: Context, options: ServeOptions): Promise<void> {
  ctx.state.operationId = declared.operationId;
  if (declared.limit.by === 'network')
    await options.limiter.count(declared.operationId, declared.limit, ctx.ip);
  const body = await readBody(ctx, declared.input);
  const actor = await authenticate(declared, ctx, body, options.authenticators);
  if (declared.limit.by === 'actor')
    await options.limiter.count(declared.operationId, declared.limit, callerKey(actor, ctx));
  if (!declared.policy.allows(actor)) throw new AppError('not_allowed');
  const answer = await declared.handler({
    params: validate(declared.input.params, { ...(ctx.params as Record<string, string>) }, 'params'),
    query: validate(declared.input.query, { ...ctx.query }, 'query'),
    headers: validate(declared.input.headers, { ...ctx.headers }, 'headers'),
    body: declared.input.body ? validate(declared.input.body, parseJson(body), 'body') : undefined,
    raw: declared.input.raw ? body.bytes : undefined,
    contentType: body.contentType,
    actor,
    requestId: ctx.state.requestId as string,
    network: ctx.ip,
    userAgent: ctx.get('user-agent'),
    now: options.now(),
  } as never);
  send(declared, ctx, answer);
}

async function authenticate(
  declared: Route,
  ctx: Context,
  body: RequestBody,
  authenticators: Authenticators,
): Promise<Actor> {
  switch (declared.policy.authenticate) {
    case 'anyone':
      return { kind: 'anyone' };
    case 'staff':
      return authenticators.staff(ctx);
    case 'businessSystem':
      return authenticators.businessSystem(ctx, body);
  }
}

function callerKey(actor: Actor, ctx: Context): string {
  if (actor.kind === 'staff') return actor.accountId;
  return actor.kind === 'businessSystem' ? actor.appKey : ctx.ip;
}

/** The second gate: only declared fields leave. An answer that does not fit its own declaration is our defect, and is sent to nobody. */
function send(declared: Route, ctx: Context, answer: Awaited<ReturnType<Route['handler']>>): void {
  const spec = declared.responses[answer.status];
  if (!spec) throw new Error(`${declared.operationId} answered ${answer.status}, which it does not declare`);
  ctx.status = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) ctx.set(name, value);
  if (spec.body) {
    ctx.body = spec.body.parse(answer.body);
  } else if (spec.contentType) {
    ctx.type = spec.contentType;
    ctx.body = answer.body;
  } else {
    ctx.body = null;
    ctx.status = answer.status;
  }
  if (!ctx.response.get('cache-control')) ctx.set('cache-control', 'no-store');
}
