/** What the core needs of the place it runs in: Node with jsdom, or a browser page with Node behind it. */
export interface Platform {
  /** Runs logic code with these names defined, where neither the document nor the host's own names exist. */
  run: (file: string, code: string, names: Readonly<Record<string, unknown>>) => void;
  /** A real HTTP exchange; rejects with an Error whose message follows `request:fail `. */
  http: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Keeps what the device stores, as JSON, for the next start. */
  keep: (storage: string) => void;
  /** Tells the automation client of an event. */
  emit: (method: string, params: object) => void;
}

export interface HttpRequest {
  url: string;
  method: string;
  header: Record<string, string>;
  body?: string;
  /** Instead of a text: bytes, as base64. */
  base64?: string;
  /** A multipart upload: one file, and fields beside it. */
  file?: { field: string; name: string; base64: string };
  fields?: Record<string, string>;
  /** A file comes: the answer holds its bytes, not text. */
  download?: true;
  timeoutMs: number;
}

export interface HttpAnswer {
  status: number;
  header: Record<string, string>;
  /** Empty where a file was asked for. */
  text: string;
  /** The bytes of a file that was asked for. */
  base64?: string;
}

export interface Look {
  /** Of the whole screen, in pixels. */
  width: number;
  height: number;
  theme: 'light' | 'dark';
  /** The letters a person chose in WeChat, in pixels; 17 is its standard. */
  fontSize: number;
}
