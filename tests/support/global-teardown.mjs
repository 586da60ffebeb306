import { rm } from 'node:fs/promises';

/** After the last test: what was shared stops, the engine is asked to end, and its folder goes. */
export default async function globalTeardown() {
  await globalThis.testShared?.close();
  if (!globalThis.testEngine) return;
  const { engine, folder } = globalThis.testEngine;
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}
