/** Asks for what the files of this jest worker share (shared.ts); the first to ask waits until it is started. */
export async function askShared<T>(what: 'system' | 'browser'): Promise<T> {
  const { SHARED_URL, JEST_WORKER_ID } = process.env;
  if (!SHARED_URL || !JEST_WORKER_ID)
    throw new Error('SHARED_URL is missing: run the tests through tests/jest.config.js');
  const answer = await fetch(`${SHARED_URL}/${what}/${JEST_WORKER_ID}`);
  if (!answer.ok) throw new Error(`The shared ${what} did not start: ${await answer.text()}`);
  return (await answer.json()) as T;
}
