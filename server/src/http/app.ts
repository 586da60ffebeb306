import { createServer, type Server } from 'node:http';
import cors from '@koa/cors';
import Koa from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { onError, onSending, requestLog } from './middleware.js';
import { operatorPaths, type OperatorOptions } from './operator.js';
import { servePages, type PageFolders } from './pages.js';
import { serveRoutes, type ServeOptions } from './serve.js';

export interface AppOptions extends ServeOptions, Omit<OperatorOptions, 'closing'> {
  /** Null for a process that serves no pages. */
  pages: PageFolders | null;
  corsOrigins: string[];
  /** Sites that may show the citizen's pages in a frame. */
  embedOrigins: string[];
  /** How many proxies stand before this server: so many entries of X-Forwarded-For, from the right, are theirs. */
  trustedProxies: number;
}

export interface HttpApp {
  listen: (port: number, host: string) => Promise<number>;
  /** Stops accepting, lets requests in hand finish (at most `seconds`), then cuts what is left; true when none was cut. */
  close(seconds: number): Promise<boolean>;
}

/** The whole HTTP side: health, pages, API. */
export function createApp(options: AppOptions): HttpApp {
  const app = new Koa({ proxy: options.trustedProxies > 0, maxIpsCount: options.trustedProxies });
  app.on('error', onSending(options.log));
  let closing = false;
  app.use(async (ctx, next) => {
    if (closing) ctx.set('connection', 'close');
    await next();
  });
  app.use(requestLog(options.log, options.metrics));
  app.use(onError(options.log));
  app.use(securityHeaders(options.embedOrigins));
  if (options.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: (ctx) => (options.corsOrigins.includes(ctx.get('origin')) ? ctx.get('origin') : ''),
        credentials: false,
      }),
    );
  }
  app.use(takeAnyEncoding);
  app.use(compress({ threshold: 1024, br: false }));
  app.use(operatorPaths({ ...options, closing: () => closing }));
  const router = serveRoutes(options.routes, options);
  app.use(router.routes());
  app.use(router.allowedMethods());
  if (options.pages) app.use(servePages(options.pages));
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  // A slow line is judged by its progress, see input.ts; this only ends what would never end.
  server.requestTimeout = 15 * 60_000;
  server.headersTimeout = 15_000;
  // Longer than a proxy keeps a connection it does not use (nginx: 60 seconds): it never sends into one we are closing.
  server.keepAliveTimeout = 75_000;
  return {
    listen: (port, host) => listen(server, port, host),
    close: (seconds) => ((closing = true), close(server, seconds)),
  };
}

/**
 * What the compression is asked with: the ways of packing we know, or plain, whatever a client writes. Pages lie there packed either way;
 * everything else is packed as gzip, which costs least. Who refuses even the plain answer
 * (`identity;q=0`) gets it all the same (RFC 9110, 12.5.3): better than none.
 */
const takeAnyEncoding: Koa.Middleware = async (ctx, next) => {
  if (ctx.headers['accept-encoding'] !== undefined)
    ctx.headers['accept-encoding'] =
      ['br', 'gzip'].filter((way) => ctx.acceptsEncodings(way, 'identity') === way).join(', ') || 'identity';
  await next();
};

/** The console stays with ourselves; whoever frames it could have its buttons pressed. */
const framedBy =
  (embedOrigins: readonly string[]) =>
  ({ url = '' }: { url?: string | undefined }): string =>
    url.startsWith('/admin') || url.startsWith('/api') ? "'self'" : ["'self'", ...embedOrigins].join(' ');

function securityHeaders(embedOrigins: readonly string[]): Koa.Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        // The console shows a page of the phone in a frame, to be tried.
        frameAncestors: [framedBy(embedOrigins)],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    // Older than frame-ancestors, and knows of no other sites.
    ...(embedOrigins.length > 0 && { frameguard: false }),
    referrerPolicy: { policy: 'no-referrer' }, // invitation tokens stand in addresses
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function close(server: Server, seconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
      resolve(false);
    }, seconds * 1000);
    server.close(() => {
      clearTimeout(cut);
      resolve(true);
    });
    // Idle keep-alive connections would hold the close open; busy ones finish their answer first.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.once('close', () => clearInterval(sweep));
    server.closeIdleConnections();
  });
}
