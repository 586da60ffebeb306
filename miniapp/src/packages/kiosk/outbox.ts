import type { DeviceSaid } from '@haochaping/shared/contracts';
import { sendRatings } from './api.js';
import { firstWaiting, keepEnvelope, settle, type Bound } from './keeping.js';
import { seal } from './seal.js';

/** As many as the server takes at once. */
const AT_ONCE = 20;

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

async function sendAll(device: Bound): Promise<ReadonlyMap<string, string>> {
  const outcomes = new Map<string, string>();
  for (;;) {
    const first = await firstWaiting(AT_ONCE);
    if (first.length === 0) return outcomes;
    const { results } = await sendRatings(device, {
      sentAt: new Date().toISOString(),
      envelopes: first.map(({ envelope }) => envelope),
    });
    const byId = new Map(results.map((result) => [result.id, result]));
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
