import { Failure, settle, settling, type Options, type WxFunctions } from './call.js';

const MOST_BYTES = 10 * 1024 * 1024;

/** What a mini-program keeps on the device, as JSON texts by key. */
export class Storage {
  private readonly texts: Map<string, string>;

  constructor(
    kept: string,
    private readonly keep: (all: string) => void,
  ) {
    this.texts = new Map(Object.entries(JSON.parse(kept || '{}') as Record<string, string>));
  }

  get(key: string): unknown {
    const text = this.texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  set(key: string, value: unknown): void {
    if (typeof key !== 'string' || key === '') throw new Failure('parameter.key should be a filled String');
    const text = JSON.stringify(value) ?? '""';
    if (this.size() + text.length > MOST_BYTES) throw new Failure('exceed storage max size');
    this.texts.set(key, text);
    this.save();
  }

  remove(key: string): void {
    this.texts.delete(key);
    this.save();
  }

  clear(): void {
    this.texts.clear();
    this.save();
  }

  keys(): string[] {
    return [...this.texts.keys()];
  }

  size(): number {
    return [...this.texts.values()].reduce((sum, text) => sum + text.length, 0);
  }

  private save(): void {
    this.keep(JSON.stringify(Object.fromEntries(this.texts)));
  }
}

export function storageFunctions(storage: Storage): WxFunctions {
  const info = () => ({
    keys: storage.keys(),
    currentSize: Math.ceil(storage.size() / 1024),
    limitSize: MOST_BYTES / 1024,
  });
  return {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => storage.set(key, value),
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: info,
    getStorage: (options: Options) =>
      settle('getStorage', options, () => {
        const data = storage.get(String(options.key));
        if (data === undefined) throw new Failure('data not found');
        return { data };
      }),
    ...settling({
      setStorage: ({ key, data }) => storage.set(key as string, data),
      removeStorage: ({ key }) => storage.remove(String(key)),
      clearStorage: () => storage.clear(),
      getStorageInfo: info,
    }),
  };
}
