import type { IPluginContext } from '@tarojs/service';

interface Assets {
  [path: string]: { source(): string | Buffer; size(): number };
}

/**
 * Taro plugin: leaves the bar above a page to WeChat. Pages with `<page-meta>` (for the font size) get a
 * `<navigation-bar>` with it, whose black letters would stay black in dark mode; theme.json and src/kit/weapp.ts know better.
 */
export default function pageMeta(ctx: IPluginContext): void {
  ctx.modifyBuildAssets(({ assets }: { assets: Assets }) => {
    for (const [path, asset] of Object.entries(assets)) {
      if (!path.endsWith('.wxml')) continue;
      const source = asset.source().toString();
      const without = source.replace(/<navigation-bar\b[^>]*\/>/g, '');
      if (without !== source)
        assets[path] = { source: () => without, size: () => Buffer.byteLength(without) };
    }
  });
}
