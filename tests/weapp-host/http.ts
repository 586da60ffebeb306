import type { HttpAnswer, HttpRequest } from './core/platform.js';

/** Where each origin the package was built with leads, like a hosts file: `{'http://127.0.0.1:8080': 'http://…'}`. */
export type Hosts = Readonly<Record<string, string>>;

function targetOf(address: string, hosts: Hosts): URL {
  const url = new URL(address);
  const target = hosts[url.origin];
  // WeChat refuses a domain that is not on the mini-program's list; here the list is the hosts.
  if (target === undefined) throw new Error(`url not in domain list: ${url.origin}`);
  return new URL(url.pathname + url.search, target);
}

function bodyOf({ body, base64, file, fields = {} }: HttpRequest): BodyInit | undefined {
  if (!file) return base64 === undefined ? body : Buffer.from(base64, 'base64');
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append(file.field, new Blob([Buffer.from(file.base64, 'base64')]), file.name);
  return form;
}

function wordsOf(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  if (reason.name === 'TimeoutError') return 'timeout';
  const { cause } = reason;
  return cause instanceof Error ? `${reason.message}: ${cause.message}` : reason.message;
}

/** Real HTTP from Node, to the places that `hosts` names and to no other. */
export async function exchange(request: HttpRequest, hosts: Hosts): Promise<HttpAnswer> {
  const { method, header, timeoutMs, download } = request;
  const body = bodyOf(request);
  try {
    const response = await fetch(targetOf(request.url, hosts), {
      method,
      headers: header,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      header: Object.fromEntries(response.headers),
      ...(download
        ? { text: '', base64: Buffer.from(await response.arrayBuffer()).toString('base64') }
        : { text: await response.text() }),
    };
  } catch (reason) {
    throw new Error(wordsOf(reason));
  }
}
