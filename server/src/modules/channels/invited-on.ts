import { answeringInstitutions, dayEnd, dayStart, type Channel, type Day } from '@haochaping/shared/domain';
import type { InvitedFact } from '@haochaping/shared/domain/figures/index';
import { InvitationModel, type InvitationRecord } from './model.js';

/** A service that was invited, without what other modules know of it. */
export type InvitedService = Omit<InvitedFact, 'hall'>;

type Read = Pick<
  InvitationRecord,
  'projectNo' | 'serviceNumber' | 'channel' | 'issuedAt' | 'answeredAt' | 'attribution' | 'trail'
>;
const READ = {
  projectNo: 1,
  serviceNumber: 1,
  channel: 1,
  issuedAt: 1,
  answeredAt: 1,
  attribution: 1,
  'trail.actor.kind': 1,
} as const;
const PIECE = 500;

/**
 * The services that a business system asked somebody to rate for the first time on a day, each once, with whether it was rated by any of
 * its links. A further link, which somebody asked for themselves, invites nobody anew. Cost: one range of an index, and the links of
 * the same transactions.
 */
export async function* servicesInvitedOn(day: Day): AsyncGenerator<InvitedService> {
  const range = { $gte: dayStart(day), $lt: dayEnd(day) };
  const projects: string[] = await InvitationModel.distinct('projectNo', { issuedAt: range });
  for (let start = 0; start < projects.length; start += PIECE) {
    const links = await InvitationModel.find(
      { projectNo: { $in: projects.slice(start, start + PIECE) } },
      READ,
    )
      .sort({ issuedAt: 1 })
      .lean<Read[]>();
    for (const service of firstLinks(links))
      if (service.issuedAt >= range.$gte && service.issuedAt < range.$lt) yield service;
  }
}

function firstLinks(links: readonly Read[]): (InvitedService & { issuedAt: Date })[] {
  const services = new Map<string, InvitedService & { issuedAt: Date; channel: Channel }>();
  for (const { projectNo, serviceNumber, channel, issuedAt, answeredAt, attribution, trail } of links) {
    const key = `${projectNo}#${serviceNumber}`;
    const known = services.get(key);
    if (known) known.rated ||= Boolean(answeredAt);
    else if (trail[0]?.actor.kind === 'businessSystem')
      services.set(key, {
        channel,
        issuedAt,
        rated: Boolean(answeredAt),
        attribution,
        institutionCodes: answeringInstitutions(attribution),
      });
  }
  return [...services.values()];
}
