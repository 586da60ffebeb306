import { CERTIFICATES } from '../common/certificates.js';
import { html, json, redirect, type Reply } from '../common/reply.js';
import { answerFaults } from '../common/wire.js';
import { CODE_LISTS, OPTION_CODES } from './codes.js';
import { REFUSALS } from './errors.js';
import { NATURAL_KEY, OPERATION_FIELDS } from './fields.js';
import { OPTION_HELP } from './options.js';
import { listPage, ratingPage } from './pages.js';
import type { Province } from './state.js';

type Handler = (province: Province, url: URL) => Reply;

/** Method and path → what the sandbox shows or lets one change. None of this exists in the real province. */
const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /__sandbox/ratings': ({ store }, url) => json(store.list(url.searchParams.get('projectNo'))),
  'DELETE /__sandbox/ratings': ({ store }) => {
    store.clear();
    return json({ cleared: true });
  },
  'GET /__sandbox/refusals': ({ store }) => json(store.refusals()),
  'GET /__sandbox/config': ({ options, faults }) => json(describe(options, faults)),
  'GET /__sandbox/': ({ store, options }) => html(listPage(store.list(), store.refusals(), options)),
  'GET /': () => redirect('/__sandbox/'),
};
const aliases: Readonly<Record<string, string>> = { '/__sandbox': '/__sandbox/' };

/** The sandbox's own pages and switches, and the page addresses it gave out; null for any other path. */
export async function answerSandbox(
  method: string,
  url: URL,
  body: () => Promise<string>,
  province: Province,
): Promise<Reply | null> {
  const token = /^\/page\/([0-9a-f]{32})$/.exec(url.pathname)?.[1];
  const page = token === undefined ? undefined : province.store.page(token);
  if (page && method === 'GET') return html(ratingPage(page));
  const route = `${method} ${aliases[url.pathname] ?? url.pathname}`;
  const handler = ROUTES[route];
  if (handler) return handler(province, url);
  return answerFaults(province.faults, route, body, ({ expireTokens }) => {
    if (expireTokens) province.tokens.expireAll(expireTokens === 'all');
  });
}

/** The whole contract of this sandbox as data, so that nobody has to read its source. */
function describe(options: Province['options'], faults: Province['faults']): unknown {
  const fields = Object.entries(OPERATION_FIELDS).map(([operation, rules]) => [
    operation,
    Object.entries(rules).map(([name, { label, required }]) => ({
      name,
      label,
      required: typeof required === 'function' ? 'depends' : required,
    })),
  ]);
  const certificates = Object.entries(CERTIFICATES).map(([code, { name }]) => [code, name]);
  return {
    about: '省平台沙箱：只用于演示和测试，代码号是沙箱自己的，真实省平台的未公开',
    options: { ...options, appCode: undefined },
    optionHelp: OPTION_HELP,
    endpoints: [
      'GET /gateway/get-token?app_key&timestamp&sign',
      'GET /gateway/refresh-token?app_key&timestamp&sign&refresh_token',
      ...Object.keys(OPERATION_FIELDS).map((operation) => `POST /gateway/webservice/${operation}`),
      ...Object.keys(ROUTES).filter((route) => route.includes('/__sandbox')),
      ...['GET', 'POST', 'DELETE'].map((method) => `${method} /__sandbox/faults`),
    ],
    naturalKey: NATURAL_KEY,
    fields: Object.fromEntries(fields) as unknown,
    codes: { ...CODE_LISTS, certificate: Object.fromEntries(certificates) as unknown, options: OPTION_CODES },
    refusals: Object.values(REFUSALS),
    faults: faults.show(),
    faultHelp: faults.help,
  };
}
