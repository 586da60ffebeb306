import type { BulletinView } from '@haochaping/shared/contracts';
import {
  BULLETIN_AUDIENCE_NAMES,
  BULLETIN_STATE_NAMES,
  bulletinMoves,
} from '@haochaping/shared/domain/bulletins';
import type { StaffActor } from '../../../http/actor.js';
import { lookUpAll } from '../../directory/index.js';
import { staffNames } from '../../staff/index.js';
import { asSeen, isUnit } from './bulletins.js';
import type { BulletinEvent, BulletinRecord } from './model.js';

const WHAT: Readonly<Record<BulletinEvent['type'], string>> = {
  written: '写好了',
  approve: '看过，发出',
  send_back: '退回来改',
  rewrite: '改过了',
  withdraw: '收回',
};

/** Bulletins as an account reads them: a unit as everybody sees it, and neither which case it was nor who else got it. */
export async function presentBulletins(
  actor: StaffActor,
  records: readonly BulletinRecord[],
  now: Date,
): Promise<BulletinView[]> {
  const unit = isUnit(actor);
  const [names, institutions] = await Promise.all([
    staffNames([...new Set(records.flatMap(({ events }) => events.map(({ by }) => by)))]),
    lookUpAll('institutions', [...new Set(records.flatMap(({ units }) => units))], now),
  ]);
  return records.map((record) => {
    const { _id, number, version, audience, state, caseNumber, author, events, units, reads } = record;
    const seen = asSeen(record);
    const { title, facts, handling } = unit ? seen : record;
    return {
      id: _id,
      number,
      version,
      audience,
      audienceName: BULLETIN_AUDIENCE_NAMES[audience],
      title,
      facts,
      handling,
      asSeen: seen,
      state,
      stateName: BULLETIN_STATE_NAMES[state],
      caseNumber: unit ? null : caseNumber,
      moves: unit ? [] : bulletinMoves(state, { isAuthor: author === actor.accountId }),
      events: unit
        ? []
        : events.map(({ at, by, type, words }) => ({
            at: at.toISOString(),
            by: names.get(by) ?? '',
            what: WHAT[type],
            words,
          })),
      units: units
        .filter((code) => !unit || code === actor.institutionCode)
        .map((code) => ({
          name: institutions.get(code)?.data.name ?? code,
          read: reads.find((read) => read.unit === code)?.at.toISOString() ?? null,
        })),
    };
  });
}
