import Router from '@koa/router';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import type { Actor, EvaluatorActor } from './actor.js';
import { AppError, type ErrorCode } from './errors.js';
import { MAX_JSON_BYTES, parseJson, readBody, validate, type RequestBody } from './input.js';
import type { Limiter } from './limiter.js';
import { networkKey } from './network.js';
import type { RateLimit, Route } from './route.js';

/** Proves who calls. The composition root supplies one for each kind of actor; they live in the modules that own the accounts. */
export interface Authenticators {
  staff(ctx: Context): Promise<Actor>;
  evaluator(ctx: Context): Promise<EvaluatorActor>;
  businessSystem(ctx: Context, body: RequestBody): Promise<Actor>;
  ratingDevice(ctx: Context): Promise<Actor>;
  smsGateway(ctx: Context, body: RequestBody): Promise<Actor>;
}

export interface ServeOptions {
  authenticators: Authenticators;
  limiter: Limiter;
  /** Counts wrong credentials; looked at on each request of a route limited by actor, so it counts in this process. */
  failures: Limiter;
  log: Logger;
  now: () => Date;
  /** Is told of every request that is turned away; must not throw. */
  refused: (refusal: Refusal) => Promise<void>;
  /** Is told of every request of a business system that is turned down, whatever for; must not throw. */
  turnedDown: (request: TurnedDown) => Promise<void>;
}

/** A business system's request that was turned down, for its maker to mend. */
export interface TurnedDown {
  at: Date;
  operationId: string;
  error: AppError;
  /** Whom the request names; whether it proved to be them. */
  appKey: string;
  proven: boolean;
  body: Buffer;
}

/** A request that was turned away: not who it says, not allowed, or too often. Never its path, query or body. */
export interface Refusal {
  at: Date;
  operationId: string;
  code: ErrorCode;
  /** Who is known to have called; `anyone` when nobody proved who it is. */
  actor: Actor;
  network: string;
}

/** Wrong credentials from one network: far more than an honest hall makes, far fewer than a guesser needs. */
const FAILURES = { by: 'network', points: 60, seconds: 60 } as const satisfies RateLimit;

/** A router that serves the declared routes. Two routes on one method and path, or one operationId twice, stop the start. */
export function serveRoutes(routes: Route[], options: ServeOptions): Router {
  const router = new Router();
  const seen = new Set<string>();
  for (const declared of routes) {
    for (const key of [`${declared.method} ${declared.path}`, declared.operationId]) {
      if (seen.has(key)) throw new Error(`declared twice: ${key}`);
      seen.add(key);
    }
    // Signatures cover the bytes, so these are read before anybody is known.
    if (signerOf(declared) && (declared.input.raw?.maxBytes ?? 0) > MAX_JSON_BYTES)
      throw new Error(`takes in too much before it knows from whom: ${declared.operationId}`);
    router[declared.method](declared.operationId, declared.path.replace(/\{(\w+)\}/g, ':$1'), (ctx) =>
      serveOne(declared, ctx, options),
    );
  }
  return router;
}

/** Who signs the bytes of its requests here, if anybody. */
function signerOf({ policy: { authenticate } }: Route): 'businessSystem' | 'smsGateway' | null {
  return authenticate === 'businessSystem' || authenticate === 'smsGateway' ? authenticate : null;
}

async function serveOne(declared: Route, ctx: Context, options: ServeOptions): Promise<void> {
  ctx.state.operationId = declared.operationId;
  const known: Known = { actor: { kind: 'anyone' } };
  try {
    await answerOne(declared, ctx, options, known);
  } catch (error) {
    await tellRefusal(error, declared, ctx, options, known.actor);
    await tellSystem(error, declared, ctx, options, known);
    throw error;
  }
}

/** Who calls, as far as a request has come. */
interface Known {
  actor: Actor;
  /** What a business system sent. */
  sent?: Buffer;
}

async function tellSystem(
  error: unknown,
  declared: Route,
  ctx: Context,
  options: ServeOptions,
  { actor, sent }: Known,
): Promise<void> {
  if (declared.policy.authenticate !== 'businessSystem' || !(error instanceof AppError)) return;
  const appKey = ctx.get('x-app-key');
  // Whoever is turned away for asking too often is not written about each time.
  if (error.status >= 500 || error.status === 429 || appKey === '') return;
  await options.turnedDown({
    at: options.now(),
    operationId: declared.operationId,
    error,
    appKey,
    // A replay was signed rightly, once at least.
    proven: actor.kind === 'businessSystem' || error.code === 'replayed',
    body: sent ?? Buffer.alloc(0),
  });
}

/** A sign-in with a wrong password has an entry of its own; a person without a session only looks for the sign-in form. */
/** The caller's network, as it is counted and told of. */
const networkOf = (ctx: Context): string => networkKey(ctx.ip);

async function tellRefusal(
  error: unknown,
  declared: Route,
  ctx: Context,
  options: ServeOptions,
  actor: Actor,
): Promise<void> {
  if (!(error instanceof AppError) || ![401, 403, 429].includes(error.status)) return;
  if (error.status === 401 && (error.code === 'wrong_credentials' || !bringsCredentials(declared, ctx)))
    return;
  const { operationId } = declared;
  await options.refused({
    at: options.now(),
    operationId,
    code: error.code,
    actor,
    network: networkOf(ctx),
  });
}

async function answerOne(declared: Route, ctx: Context, options: ServeOptions, known: Known): Promise<void> {
  if (declared.limit.by === 'network')
    await options.limiter.count(declared.operationId, declared.limit, networkOf(ctx));
  const { actor, body } = await admit(declared, ctx, options, known);
  const answer = await declared.handler({
    params: validate(declared.input.params, { ...(ctx.params as Record<string, string>) }, 'params'),
    query: validate(declared.input.query, { ...ctx.query }, 'query'),
    headers: validate(declared.input.headers, { ...ctx.headers }, 'headers'),
    body: declared.input.body ? validate(declared.input.body, parseJson(body), 'body') : undefined,
    raw: declared.input.raw ? body.bytes : undefined,
    contentType: body.contentType,
    actor,
    requestId: ctx.state.requestId as string,
    network: networkOf(ctx),
    userAgent: ctx.get('user-agent'),
    now: options.now(),
  } as never);
  send(declared, ctx, answer);
}

/** Finds out who calls, whether they may and how often, and only then reads the body; a signature alone needs its bytes first. */
async function admit(
  declared: Route,
  ctx: Context,
  options: ServeOptions,
  known: Known,
): Promise<{ actor: Actor; body: RequestBody }> {
  const byActor = declared.limit.by === 'actor';
  if (byActor) await options.failures.refuseSpent('failures', FAILURES, networkOf(ctx));
  const { authenticate } = declared.policy;
  const signer = signerOf(declared);
  const signed = signer ? await readBody(ctx, declared.input) : undefined;
  if (signed) known.sent = signed.bytes;
  let actor: Actor = { kind: 'anyone' };
  try {
    if (signer && signed) actor = await options.authenticators[signer](ctx, signed);
    else actor = await whoCalls(authenticate, ctx, options.authenticators);
  } catch (error) {
    const guessed = error instanceof AppError && error.status === 401 && bringsCredentials(declared, ctx);
    if (byActor && guessed) await options.failures.count('failures', FAILURES, networkOf(ctx));
    throw error;
  }
  known.actor = actor;
  if (byActor) await options.limiter.count(declared.operationId, declared.limit, callerKey(actor, ctx));
  if (!declared.policy.allows(actor)) throw new AppError('not_allowed');
  if (declared.policy.secondFactor && !(actor.kind === 'staff' && actor.secondFactor))
    throw new AppError('second_factor_needed');
  return { actor, body: signed ?? (await readBody(ctx, declared.input)) };
}

async function whoCalls(kind: Actor['kind'], ctx: Context, authenticators: Authenticators): Promise<Actor> {
  switch (kind) {
    case 'staff':
      return authenticators.staff(ctx);
    case 'evaluator':
      return authenticators.evaluator(ctx);
    case 'visitor':
      return { kind, evaluator: await knownVisitor(ctx, authenticators) };
    case 'ratingDevice':
      return authenticators.ratingDevice(ctx);
    case 'anyone':
    case 'businessSystem':
    case 'smsGateway':
      return { kind: 'anyone' };
  }
}

async function knownVisitor(ctx: Context, authenticators: Authenticators): Promise<EvaluatorActor | null> {
  if (ctx.get('cookie') === '' && ctx.get('authorization') === '') return null;
  try {
    return await authenticators.evaluator(ctx);
  } catch (error) {
    // A page that lost its token rates like everybody else; only what is one's own asks for more.
    if (error instanceof AppError && (error.status === 401 || error.code === 'csrf')) return null;
    throw error;
  }
}

/** A person without a session yet only looks for the sign-in form; a program without a signature is at fault. */
function bringsCredentials(declared: Route, ctx: Context): boolean {
  return signerOf(declared) !== null || ctx.get('cookie') !== '' || ctx.get('authorization') !== '';
}

function callerKey(actor: Actor, ctx: Context): string {
  if (actor.kind === 'staff' || actor.kind === 'evaluator') return actor.accountId;
  if (actor.kind === 'ratingDevice') return actor.deviceId;
  if (actor.kind === 'smsGateway') return actor.kind;
  return actor.kind === 'businessSystem' ? actor.appKey : networkOf(ctx);
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
    if (typeof spec.contentType === 'string') ctx.type = spec.contentType;
    else if (!spec.contentType.includes(ctx.response.get('content-type')))
      throw new Error(`${declared.operationId} answered with a type that it does not declare`);
    ctx.body = answer.body;
  } else {
    ctx.body = null;
    ctx.status = answer.status;
  }
  if (!ctx.response.get('cache-control')) ctx.set('cache-control', 'no-store');
}
