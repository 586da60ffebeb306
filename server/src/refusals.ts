import type { Actor } from './http/actor.js';
import type { Refusal } from './http/serve.js';
import { keyedDigest, type Keys } from './keys.js';
import type { Logger } from './logger.js';
import { recordAudit, RefusalLog, type AuditEvent } from './modules/audit/index.js';

const MINUTE_MS = 60_000;

function partyOf(actor: Actor): AuditEvent['actor'] {
  if (actor.kind === 'staff' || actor.kind === 'evaluator') return { kind: actor.kind, id: actor.accountId };
  if (actor.kind === 'businessSystem') return { kind: actor.kind, id: actor.appKey };
  if (actor.kind === 'ratingDevice') return { kind: actor.kind, id: actor.deviceId };
  if (actor.kind === 'smsGateway') return { kind: 'system', id: 'sms_gateway' };
  return { kind: 'unknown', id: 'unknown' };
}

/** Carries refusals from the HTTP side, which knows no module, into the audit log; `close` writes down what was only counted. */
export function refusalsToAudit(keys: Keys, log: Logger, now: () => Date) {
  const refusals = new RefusalLog({
    record: recordAudit,
    digest: (network) => keyedDigest(keys.digest, 'audit-network', network).slice(0, 16),
    failed: (error) => log.error({ err: error }, 'a refusal could not be written into the audit log'),
  });
  const minute = setInterval(() => void refusals.flush(now()), MINUTE_MS);
  minute.unref();
  return {
    refused: ({ actor, ...refusal }: Refusal) => refusals.add({ ...refusal, actor: partyOf(actor) }),
    async close(): Promise<void> {
      clearInterval(minute);
      await refusals.flush(now());
    },
  };
}
