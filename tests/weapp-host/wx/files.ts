import { Failure, settle, settling, type Options, type WxFunctions } from './call.js';

export const USER_FOLDER = 'wxfile://usr';

/** Pictures and other files of the device, kept as base64 by their WeChat address; gone when the program ends. */
export class Files {
  private readonly base64 = new Map<string, string>();

  write(path: string, data: unknown, encoding: unknown): void {
    if (!path.startsWith('wxfile://')) throw new Failure(`permission denied, open "${path}"`);
    if (typeof data !== 'string') throw new Failure('the host keeps files as text or base64, not as bytes');
    this.base64.set(path, encoding === 'base64' ? data : utf8ToBase64(data));
  }

  read(path: string): string {
    const data = this.base64.get(path);
    if (data === undefined) throw new Failure(`no such file or directory, open "${path}"`);
    return data;
  }

  remove(path: string): void {
    if (!this.base64.delete(path)) throw new Failure(`no such file or directory, unlink "${path}"`);
  }
}

/** A piece at a time: a picture has more bytes than a function takes arguments. */
export function base64Of(bytes: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

const bytesOf = (base64: string): ArrayBuffer =>
  Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)).buffer;

function utf8ToBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function base64ToUtf8(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
}

/** Without an encoding WeChat gives the bytes. */
function inEncoding(base64: string, encoding: unknown): string | ArrayBuffer {
  if (encoding === undefined) return bytesOf(base64);
  return encoding === 'base64' ? base64 : base64ToUtf8(base64);
}

/** The kinds of document WeChat shows, and how the base64 of their files begins: of the old ones and of those in a ZIP. */
const [PDF, OLE, ZIP] = ['JVBERi', '0M8R4KGx', 'UEsDB'] as const;
const DOCUMENTS = new Map([
  ['pdf', PDF],
  ...(['doc', 'xls', 'ppt'] as const).map((type) => [type, OLE] as const),
  ...(['docx', 'xlsx', 'pptx'] as const).map((type) => [type, ZIP] as const),
]);

/** Opens a document as far as that can fail: the file is there, its kind is one WeChat shows, and it is of that kind. */
function openDocument(files: Files, { filePath, fileType }: Options): void {
  if (typeof filePath !== 'string' || filePath === '')
    throw new Failure('parameter error: parameter.filePath should be String');
  const data = files.read(filePath);
  // Without a kind WeChat goes by the ending of the name, which a file just downloaded has not.
  const type = typeof fileType === 'string' ? fileType : (filePath.split('.').at(-1) ?? '');
  const beginning = DOCUMENTS.get(type);
  if (beginning === undefined) throw new Failure('filetype not supported');
  if (!data.startsWith(beginning)) throw new Failure('file cannot be opened');
}

/** `wx.getFileSystemManager()`, as far as pictures and small files go, and documents that are shown. */
export function fileFunctions(files: Files): WxFunctions {
  const manager = {
    writeFileSync: (path: string, data: unknown, encoding?: string) => files.write(path, data, encoding),
    readFileSync: (path: string, encoding?: string) => inEncoding(files.read(path), encoding),
    accessSync: (path: string) => void files.read(path),
    unlinkSync: (path: string) => files.remove(path),
    writeFile: (options: Options) =>
      settle('writeFile', options, () =>
        files.write(String(options.filePath), options.data, options.encoding),
      ),
    readFile: (options: Options) =>
      settle('readFile', options, () => ({
        data: inEncoding(files.read(String(options.filePath)), options.encoding),
      })),
    unlink: (options: Options) => settle('unlink', options, () => files.remove(String(options.filePath))),
  };
  return {
    getFileSystemManager: () => manager,
    ...settling({ openDocument: (options) => openDocument(files, options) }),
  };
}
