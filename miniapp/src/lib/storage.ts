import Taro from '@tarojs/taro';

const PREFIX = 'haochaping.';

/** Reads what this device keeps under a name; undefined when there is nothing or it cannot be read. */
export function load(name: string): unknown {
  try {
    const value: unknown = Taro.getStorageSync(PREFIX + name);
    return value === '' ? undefined : value;
  } catch {
    // Storage is switched off (private browsing): the pages work, they only remember nothing.
    return undefined;
  }
}

/** Keeps a value on this device. Returns false when the device does not let us; nothing is promised then. */
export function save(name: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(PREFIX + name, value);
    return JSON.stringify(Taro.getStorageSync(PREFIX + name)) === JSON.stringify(value);
  } catch {
    return false;
  }
}
