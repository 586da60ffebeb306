/** What `fetch` is given, as far as an upload needs it. */
interface Sent {
  method: string;
  headers: Record<string, string>;
  body: Blob;
  signal?: AbortSignal;
}

/**
 * `fetch` for an upload that tells how far it has come: only this older way of asking knows.
 * @param onProgress the share that was sent, 0 to 1
 * @throws TypeError without a network, DOMException `AbortError` when it was stopped: as `fetch` does
 */
export function fetchWithProgress(
  url: string,
  { method, headers, body, signal }: Sent,
  onProgress: (share: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open(method, url);
    for (const [name, value] of Object.entries(headers)) asked.setRequestHeader(name, value);
    asked.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(loaded / total);
    };
    asked.onload = () => resolve(new Response(asked.responseText, { status: asked.status }));
    asked.onerror = () => reject(new TypeError('no network'));
    asked.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', () => asked.abort());
    if (signal?.aborted) asked.abort();
    else asked.send(body);
  });
}
