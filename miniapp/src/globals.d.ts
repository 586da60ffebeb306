import type { AppConfig, PageConfig } from '@tarojs/taro';

declare global {
  /** Where the service answers; empty in the H5 build, which asks the server it came from. Set by config/index.ts. */
  const API_BASE: string;
  const defineAppConfig: (config: AppConfig) => AppConfig;
  const definePageConfig: (config: PageConfig) => PageConfig;
}
