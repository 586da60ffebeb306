import { fileURLToPath } from 'node:url';

const shared = fileURLToPath(new URL('../shared/src/', import.meta.url));

/**
 * Jest in ESM mode (NODE_OPTIONS=--experimental-vm-modules), TypeScript by swc. One engine process serves the whole
 * run (support/global-setup.mjs); every test file takes a database of its own in it.
 */
export default {
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  testMatch: ['<rootDir>/*/**/*.test.{ts,tsx}'],
  testEnvironment: 'node',
  maxWorkers: 2,
  // For a test that hangs, not for one that is slow: a busy machine takes five times as long as an idle one.
  testTimeout: 120_000,
  globalSetup: '<rootDir>/support/global-setup.mjs',
  globalTeardown: '<rootDir>/support/global-teardown.mjs',
  moduleFileExtensions: ['ts', 'tsx', 'mts', 'js', 'mjs', 'cjs', 'json', 'node'],
  extensionsToTreatAsEsm: ['.ts', '.tsx', '.mts'],
  transform: {
    '^.+\\.m?tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^@haochaping/shared/(domain|contracts)$': `${shared}$1/index.ts`,
    '^@haochaping/shared/(.+)$': `${shared}$1.ts`,
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
