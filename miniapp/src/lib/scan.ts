import Taro from '@tarojs/taro';

/** Scans a code and answers what stands in it; rejects when nothing was scanned. */
export type Scan = () => Promise<string>;

/** WeChat scans by itself. */
export const scanner = (): Scan | null => async () => {
  const { result, path } = (await Taro.scanCode({})) as { result?: string; path?: string };
  return path || result || '';
};
