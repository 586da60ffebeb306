/** Where the service answers; empty in the H5 build, which asks the server it came from. Set by config/index.ts. */
declare const API_BASE: string;
declare const defineAppConfig: (config: import('@tarojs/taro').AppConfig) => import('@tarojs/taro').AppConfig;
declare const definePageConfig: (config: import('@tarojs/taro').PageConfig) => import('@tarojs/taro').PageConfig;
declare module '*.scss';
