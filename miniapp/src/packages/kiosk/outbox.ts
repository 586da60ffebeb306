import type { DeviceSaid } from '@haochaping/shared/contracts';
import { Refused, sendRatings } from './api.js';
import { firstWaiting, keepEnvelope, settle, type Bound, type Envelope } from './keeping.js';
import { seal } from './seal.js';

/** As many as the server takes at once, by number and by size: a request is at most 64 KB. */
const AT_ONCE = 20;
const SIGNS_AT_ONCE = 48_000;
/** What the server says of a request that it will never take, however often it is sent. */
const NEVER_TAKEN = [400, 413];

/** Seals what was said and keeps it. @returns the envelope's id @throws where there is no room */
export async function keepSaid({ view }: Bound, said: DeviceSaid): Promise<string> {
  const id = crypto.randomUUID();
  const sealed = await seal(said, { sealKey: view.sealKey, deviceId: view.id, envelopeId: id });
  await keepEnvelope({ id, sealed });
  return id;
}

let sending: Promise<ReadonlyMap<string, string>> | undefined;

/**
 * Sends what waits, in order, until nothing does. Called again meanwhile it is the same sending.
 * @returns what became of each envelope, by its id
 * @throws `Refused`, or whatever kept the server from answering: the rest stays and is sent the next time
 */
export function sendWaiting(device: Bound): Promise<ReadonlyMap<string, string>> {
  sending ??= sendAll(device).finally(() => {
    sending = undefined;
  });
  return sending;
}

/** The first, and what still goes with it. */
function together<One extends { envelope: Envelope }>(waiting: readonly One[]): One[] {
  let signs = 0;
  return waiting.filter(({ envelope }, at) => {
    signs += envelope.sealed.length;
    return at === 0 || signs <= SIGNS_AT_ONCE;
  });
}

async function sendAll(device: Bound): Promise<ReadonlyMap<string, string>> {
  const outcomes = new Map<string, string>();
  let most = AT_ONCE;
  for (;;) {
    const first = together(await firstWaiting(most));
    if (first.length === 0) return outcomes;
    const answered = await sendTogether(
      device,
      first.map(({ envelope }) => envelope),
    );
    // Something among them is never taken: one by one it alone is laid aside, and the others go.
    most = answered ? AT_ONCE : 1;
    const byId = new Map(answered?.map((result) => [result.id, result]));
    await settle(
      first.flatMap(({ key, envelope }) => {
        const result = byId.get(envelope.id);
        if (!result) return [];
        outcomes.set(envelope.id, result.outcome);
        return [{ key, envelope, refusedFor: result.outcome === 'refused' ? (result.message ?? '') : null }];
      }),
    );
  }
}

/** @returns what became of each; null where the server never takes them as they are, and there are several */
async function sendTogether(device: Bound, envelopes: Envelope[]) {
  try {
    return (await sendRatings(device, { sentAt: new Date().toISOString(), envelopes })).results;
  } catch (error) {
    if (!(error instanceof Refused) || !NEVER_TAKEN.includes(error.status)) throw error;
    const [only, ...others] = envelopes;
    if (!only || others.length > 0) return null;
    return [{ id: only.id, outcome: 'refused' as const, message: error.message }];
  }
}
