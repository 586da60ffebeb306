/** Types of browser.mjs, for the tests that drive a browser. */
export function findBrowser(): string | undefined;
export function ensureBrowser(): Promise<string>;
