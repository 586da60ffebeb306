import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Context, Next } from 'koa';
import type { ShareCard } from '@haochaping/shared/domain/share-cards';
import send from 'koa-send';

export interface PageFolders {
  /** Built citizen pages (H5), served at `/`. */
  citizen: string;
  /** Built staff console, served at `/admin`. */
  console: string;
  /** What a citizen page is called where its address is passed on; without one, what all are called. */
  cardOf?: (url: URL) => Promise<ShareCard | undefined>;
}

const SWAGGER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const DOCS_PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>接口说明</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"><div id="ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></html>`;
const DOCS_START = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', deepLinking: true, validatorUrl: null });`;

/** Serves the built pages and the API description; unknown paths of an app answer with its first page, since the app routes itself. */
export function servePages(folders: PageFolders) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || ctx.path.startsWith('/api/')) {
      await next();
      return;
    }
    ctx.state.operationId = 'page';
    // Browsers look for it wherever a page names no icon, as at /docs; having none is no fault.
    if (ctx.path === '/favicon.ico' && !existsSync(join(folders.citizen, ctx.path))) {
      ctx.status = 204;
      return;
    }
    if (ctx.path === '/docs' || ctx.path.startsWith('/docs/')) return serveDocs(ctx);
    if (ctx.path === '/admin' || ctx.path.startsWith('/admin/'))
      return serveApp(ctx, folders.console, ctx.path.slice('/admin'.length), '工作人员控制台');
    return serveApp(ctx, folders.citizen, ctx.path, '评价页面', folders.cardOf);
  };
}

/** The first page of the citizens, named as the one that is asked for: who shows a link to others reads no further than this. */
function namedAs(html: string, { title, text }: ShareCard): string {
  const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return html
    .replace(/(<title>)[^<]*/, (_, before: string) => before + escaped(title))
    .replace(/(property="og:title" content=")[^"]*/, (_, before: string) => before + escaped(title))
    .replace(
      /((?:name="description"|property="og:description") content=")[^"]*/g,
      (_, before: string) => before + escaped(text),
    );
}

async function serveApp(
  ctx: Context,
  folder: string,
  path: string,
  name: string,
  cardOf?: PageFolders['cardOf'],
): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    ctx.status = 503;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = `${name}还没有构建，请运行 npm run build`;
    return;
  }
  const isFile = extname(path) !== '' && !path.endsWith('.html');
  if (!isFile) {
    ctx.set('cache-control', 'no-cache');
    const card = await cardOf?.(ctx.URL);
    if (card) {
      ctx.type = 'html';
      ctx.body = namedAs(await readFile(join(folder, 'index.html'), 'utf8'), card);
    } else await send(ctx, 'index.html', { root: folder });
    return;
  }
  await send(ctx, path, {
    root: folder,
    maxAge: namedByItsContent(path) ? 31_536_000_000 : 0,
    immutable: true,
  });
}

/** Whether a built file carries a hash of its content in its name: `index-BRBmoGS9.js`, `app.2f3c4d5e.css`. */
function namedByItsContent(path: string): boolean {
  const parts = path.slice(path.lastIndexOf('/') + 1).split('.');
  const stem = parts.slice(0, -1).join('.');
  return (
    /[.-][0-9a-zA-Z_-]{8}$/.test(stem) || (parts.length > 2 && /^[0-9a-f]{8,64}$/.test(parts.at(-2) ?? ''))
  );
}

async function serveDocs(ctx: Context): Promise<void> {
  const file = ctx.path.slice('/docs'.length).replace(/^\//, '');
  if (file === '') {
    ctx.type = 'html';
    ctx.body = DOCS_PAGE;
  } else if (file === 'start.js') {
    ctx.type = 'application/javascript';
    ctx.body = DOCS_START;
  } else {
    await send(ctx, file, { root: SWAGGER });
  }
}
