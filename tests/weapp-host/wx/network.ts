import type { HttpAnswer, HttpRequest, Platform } from '../core/platform.js';
import { Failure, Listeners, settle, settling, type Options, type WxFunctions } from './call.js';
import { base64Of, USER_FOLDER, type Files } from './files.js';

interface RequestOptions extends Options {
  url?: string;
  method?: string;
  data?: unknown;
  header?: Record<string, unknown>;
  timeout?: number;
  dataType?: string;
  responseType?: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;

function texts(header: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function queryOf(data: unknown): string {
  const pairs = Object.entries(data as Record<string, unknown>);
  return pairs.map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('=')).join('&');
}

/** Also bytes of another window. */
const isBytes = (data: unknown): data is ArrayBuffer =>
  Object.prototype.toString.call(data) === '[object ArrayBuffer]';

/** The exchange WeChat makes of these options: data of a GET in the address, else as JSON or as a form. */
function requestOf(options: RequestOptions): HttpRequest {
  const { url = '', data, timeout = DEFAULT_TIMEOUT_MS, responseType = 'text' } = options;
  if (responseType !== 'text') throw new Error(`the host has no responseType ${responseType}`);
  const method = (options.method ?? 'GET').toUpperCase();
  const header = { 'content-type': 'application/json', ...texts(options.header) };
  const request = { url, method, header, timeoutMs: timeout };
  if (data === undefined || data === null) return request;
  if (method === 'GET') {
    const query = typeof data === 'string' ? data : queryOf(data);
    return { ...request, url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url };
  }
  if (isBytes(data)) return { ...request, base64: base64Of(data) };
  const form = header['content-type'].startsWith('application/x-www-form-urlencoded');
  return {
    ...request,
    body: typeof data === 'string' ? data : form ? queryOf(data) : JSON.stringify(data),
  };
}

function parsed(text: string, dataType = 'json'): unknown {
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    // WeChat gives the text when it is no JSON.
    return text;
  }
}

/** Starts an exchange and gives the task that can end it; what comes after `abort()` is thrown away. */
function task(name: string, options: Options, exchange: () => Promise<object>): object {
  let abort: (reason: Error) => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => (abort = reject));
  const outcome = settle(name, options, () => Promise.race([exchange(), aborted]));
  const listeners = { onHeadersReceived() {}, offHeadersReceived() {}, onProgressUpdate() {} };
  const methods = { ...listeners, abort: () => abort(new Error('abort')) };
  return outcome ? Object.assign(outcome, methods) : methods;
}

/** Fetches a file and keeps it, whatever the status: WeChat leaves it to the app to look at that. */
async function download(platform: Platform, files: Files, options: Options): Promise<object> {
  const { url, filePath, header, timeout = DEFAULT_TIMEOUT_MS } = options;
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) throw new Failure('invalid url');
  if (filePath !== undefined && typeof filePath !== 'string')
    throw new Failure('parameter error: parameter.filePath should be String');
  if (filePath !== undefined && !filePath.startsWith(`${USER_FOLDER}/`))
    throw new Failure(`permission denied, open "${filePath}"`);
  const answer = await platform.http({
    url,
    method: 'GET',
    header: texts(header as Record<string, unknown>),
    download: true,
    timeoutMs: Number(timeout),
  });
  const path = filePath ?? `wxfile://tmp_${crypto.randomUUID()}`;
  files.write(path, answer.base64, 'base64');
  return { ...answerOf(answer), ...(filePath === undefined ? { tempFilePath: path } : { filePath: path }) };
}

const answerOf = ({ status, header }: HttpAnswer) => ({ statusCode: status, header, cookies: [] });

export function networkFunctions(platform: Platform, files: Files): WxFunctions {
  const changes = new Listeners<{ isConnected: boolean; networkType: string }>();
  return {
    request: (options: RequestOptions) =>
      task('request', options, async () => {
        const answer = await platform.http(requestOf(options));
        return { ...answerOf(answer), data: parsed(answer.text, options.dataType) };
      }),
    uploadFile: (options: Options & { formData?: Record<string, unknown> }) =>
      task('uploadFile', options, async () => {
        const { url, filePath, name, formData = {}, header } = options;
        const path = String(filePath);
        const answer = await platform.http({
          url: String(url),
          method: 'POST',
          header: texts(header as Record<string, unknown>),
          file: { field: String(name), name: path.split('/').at(-1) ?? path, base64: files.read(path) },
          fields: Object.fromEntries(Object.entries(formData).map(([key, value]) => [key, String(value)])),
          timeoutMs: DEFAULT_TIMEOUT_MS,
        });
        return { ...answerOf(answer), data: answer.text };
      }),
    downloadFile: (options: Options) =>
      task('downloadFile', options, () => download(platform, files, options)),
    ...settling({ getNetworkType: () => ({ networkType: 'wifi', hasSystemProxy: false }) }),
    ...changes.functions('NetworkStatusChange'),
    ...new Listeners().functions('NetworkWeakChange'),
  };
}
