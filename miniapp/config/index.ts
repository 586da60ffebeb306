import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { readTokens, sassOf } from './tokens';

const root = path.resolve(__dirname, '..');
const shared = path.resolve(root, '../shared/src');
const platform = process.env.TARO_ENV ?? 'h5';
/** A build with the gallery stands apart, so that it is never taken for the one to publish. */
const output = `dist/${platform}${process.env.TARO_APP_GALLERY === '1' ? '-gallery' : ''}`;

/** The little of webpack-chain that is used here. */
interface Chain {
  resolve: {
    set(key: string, value: unknown): unknown;
    alias: { set(name: string, target: string): unknown };
  };
  module: {
    rule(name: string): {
      test(pattern: RegExp): { include: { add(folder: string): { end(): { resolve: Chain['resolve'] } } } };
    };
    parser?: unknown;
    set(key: string, value: unknown): unknown;
  };
}

/** Relative imports end in `.js`, as everywhere in this repository; `x.h5.tsx` wins over `x.tsx` in the H5 build. */
function ownImports(chain: Chain): void {
  const extensionAlias = { '.js': [`.${platform}.tsx`, `.${platform}.ts`, '.ts', '.tsx', '.js'] };
  for (const [name, folder] of [
    ['own-imports', path.join(root, 'src')],
    ['shared-imports', shared],
  ] as const) {
    chain.module
      .rule(name)
      .test(/\.tsx?$/)
      .include.add(folder)
      .end()
      .resolve.set('extensionAlias', extensionAlias);
  }
}

export default defineConfig<'webpack5'>({
  projectName: 'haochaping',
  date: '2026-11-23',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: output,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  sass: { data: sassOf(readTokens(root)) },
  plugins: [path.join(root, 'plugins/accessibility.ts'), path.join(root, 'plugins/page-meta.ts')],
  defineConstants: {
    API_BASE: JSON.stringify(
      platform === 'h5' ? '' : (process.env.TARO_APP_API_BASE ?? 'http://127.0.0.1:8080'),
    ),
  },
  copy: {
    patterns:
      platform === 'weapp'
        ? [
            { from: 'src/theme.json', to: `${output}/theme.json` },
            { from: 'src/share.png', to: `${output}/share.png` },
          ]
        : // A service worker answers only for what lies beside it.
          [{ from: 'src/packages/kiosk/installed', to: `${output}/packages/kiosk` }],
    options: {},
  },
  mini: {
    compile: { include: [shared] },
    // A pixel stays a pixel: a narrow phone gets a narrower page, never smaller letters.
    postcss: { pxtransform: { enable: false, config: {} } },
    webpackChain: (chain: Chain) => ownImports(chain),
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'browser', customRoutes: { '/pages/home/index': ['/', '/pages/home/index'] } },
    compile: { include: [shared] },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
    webpackChain: (chain: Chain) => {
      ownImports(chain);
      // Taro brings a JSONP helper that reads localStorage while it loads: where a browser blocks site data, no page would open.
      chain.resolve.alias.set('jsonp-retry', path.join(root, 'config/no-jsonp.js'));
      chain.resolve.alias.set('query-string', path.join(root, 'src/lib/query-string.ts'));
      // The four pages are small and must open without network once the first is there.
      chain.module.set('parser', { javascript: { dynamicImportMode: 'eager' } });
    },
  },
});
