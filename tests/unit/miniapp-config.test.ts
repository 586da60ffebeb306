import { jest } from '@jest/globals';

// What is published names no page of the design kit's gallery; a build for its makers does.

/** By name only: the sources of the pages are checked with types of their own. */
const CONFIG = '../../miniapp/src/app.config.js';

interface App {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
}

async function appConfig(gallery: string | undefined): Promise<App> {
  const scope = globalThis as { defineAppConfig?: (config: App) => App };
  scope.defineAppConfig = (config) => config;
  if (gallery === undefined) delete process.env.TARO_APP_GALLERY;
  else process.env.TARO_APP_GALLERY = gallery;
  jest.resetModules();
  const { default: config } = (await import(CONFIG)) as { default: App };
  return config;
}
afterEach(() => delete process.env.TARO_APP_GALLERY);

test('without being asked for, the gallery is no part of the package', async () => {
  const { pages, subPackages } = await appConfig(undefined);
  expect(pages).toContain('pages/home/index');
  const roots = subPackages?.map(({ root }) => root);
  expect(roots).toContain('packages/citizen');
  expect(roots).not.toContain('gallery');
});

test('asked for, it is a subpackage of its own', async () => {
  const { pages, subPackages } = await appConfig('1');
  expect(pages.join()).not.toContain('gallery');
  expect(subPackages?.at(-1)).toEqual({ root: 'gallery', pages: ['index'] });
  const without = (await appConfig(undefined)).subPackages ?? [];
  expect(subPackages).toEqual([...without, { root: 'gallery', pages: ['index'] }]);
});
