import type { z } from 'zod';
import type { Actor, Policy } from './actor.js';

export interface ResponseSpec {
  description: string;
  /** Absent for answers without a body. */
  body?: z.ZodType;
  /** Answers that are not JSON name their type; their body is sent as it is. Of several types the answer's own header tells which. */
  contentType?: string | readonly string[];
}

export interface InputSpec {
  params?: z.ZodType;
  query?: z.ZodType;
  headers?: z.ZodType;
  body?: z.ZodType;
  /** Instead of a JSON body: bytes of one of these types, up to this size. */
  raw?: { contentTypes: readonly string[]; maxBytes: number };
}

/** How often: `points` calls in `seconds`, counted for each network address or each signed-in actor. */
export interface RateLimit {
  by: 'network' | 'actor';
  points: number;
  seconds: number;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface RouteContext<I extends InputSpec, A extends Actor> {
  params: Parsed<I['params']>;
  query: Parsed<I['query']>;
  headers: Parsed<I['headers']>;
  body: Parsed<I['body']>;
  raw: I['raw'] extends object ? Buffer : undefined;
  contentType: string;
  actor: A;
  requestId: string;
  /** The caller's address as far as the configuration trusts it. */
  network: string;
  userAgent: string;
  now: Date;
}

type Answer<R extends Record<number, ResponseSpec>> = {
  [S in keyof R & number]: {
    status: S;
    headers?: Record<string, string | string[]>;
  } & (R[S]['body'] extends z.ZodType
    ? { body: z.input<R[S]['body']> }
    : R[S]['contentType'] extends string | readonly string[]
      ? { body: string | Buffer }
      : { body?: undefined });
}[keyof R & number];

export interface RouteSpec<I extends InputSpec, R extends Record<number, ResponseSpec>, A extends Actor> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With parameters in braces: `/api/v1/ratings/{number}`. */
  path: string;
  operationId: string;
  summary: string;
  tags: readonly string[];
  policy: Policy<A>;
  limit: RateLimit;
  input: I;
  responses: R;
  handler(context: RouteContext<I, A>): Promise<Answer<NoInfer<R>>>;
}

/** A declared route with its types folded away, for the code that serves and describes all of them alike. */
export interface Route extends Omit<
  RouteSpec<InputSpec, Record<number, ResponseSpec>, Actor>,
  'policy' | 'handler'
> {
  policy: Policy;
  handler(
    context: RouteContext<InputSpec, Actor>,
  ): Promise<{ status: number; body?: unknown; headers?: Record<string, string | string[]> }>;
}

/**
 * Declares one route. From this one declaration come the rate limit, authentication, validation of every input,
 * stripping of undeclared response fields, the API description and the authorization matrix.
 */
export function route<
  const I extends InputSpec,
  const R extends Record<number, ResponseSpec>,
  A extends Actor,
>(spec: RouteSpec<I, R, A>): Route {
  return spec;
}

/** Modest defaults: a person never meets them, a script does. */
export const LIMITS = {
  read: { by: 'network', points: 300, seconds: 60 },
  write: { by: 'network', points: 60, seconds: 60 },
  signIn: { by: 'network', points: 20, seconds: 60 },
  staff: { by: 'actor', points: 600, seconds: 60 },
  // A paper or a workbook takes a processor for tenths of a second.
  paper: { by: 'actor', points: 60, seconds: 300 },
  system: { by: 'actor', points: 6000, seconds: 60 },
  // Asks for its call every few seconds, and sends what an outage left behind.
  device: { by: 'actor', points: 240, seconds: 60 },
} as const satisfies Record<string, RateLimit>;
