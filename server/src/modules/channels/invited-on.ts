import { answeringInstitutions, dayEnd, dayStart, type Day } from '@haochaping/shared/domain';
import type { InvitedFact } from '@haochaping/shared/domain/figures/index';
import { InvitationModel, type InvitationRecord } from './model.js';

/** A service that was invited, without what other modules know of it. */
export type InvitedService = Omit<InvitedFact, 'hall'>;

type Read = Pick<
  InvitationRecord,
  '_id' | 'projectNo' | 'serviceNumber' | 'channel' | 'issuedAt' | 'answeredAt' | 'attribution' | 'trail'
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
 * its links. Cost: one range of an index, and the links of the same transactions.
 */
export async function* servicesInvitedOn(day: Day): AsyncGenerator<InvitedService> {
  const range = { $gte: dayStart(day), $lt: dayEnd(day) };
  const projects: string[] = await InvitationModel.distinct('projectNo', { issuedAt: range });
  for (let start = 0; start < projects.length; start += PIECE) {
    const links = await InvitationModel.find(
      { projectNo: { $in: projects.slice(start, start + PIECE) } },
      READ,
    ).lean<Read[]>();
    for (const own of linksByService(links).values()) {
      const first = firstAsked(own);
      if (!first || first.issuedAt < range.$gte || first.issuedAt >= range.$lt) continue;
      const { channel, attribution } = first;
      const institutionCodes = answeringInstitutions(attribution);
      yield { channel, attribution, institutionCodes, rated: own.some(({ answeredAt }) => answeredAt) };
    }
  }
}

type Link = Pick<InvitationRecord, '_id' | 'projectNo' | 'serviceNumber' | 'issuedAt'>;

export const serviceOf = ({ projectNo, serviceNumber }: Pick<Link, 'projectNo' | 'serviceNumber'>): string =>
  `${projectNo}#${serviceNumber}`;

/** All links to each service, the first in front. */
export function linksByService<T extends Link>(links: readonly T[]): Map<string, T[]> {
  const services = new Map<string, T[]>();
  const sorted = [...links].sort(
    (a, b) => a.issuedAt.getTime() - b.issuedAt.getTime() || a._id.localeCompare(b._id),
  );
  for (const link of sorted) {
    const own = services.get(serviceOf(link));
    if (own) own.push(link);
    else services.set(serviceOf(link), [link]);
  }
  return services;
}

/** The link by which a business system first asked. A further one, which somebody asked for themselves, invites nobody anew. */
export const firstAsked = <T extends Pick<InvitationRecord, 'trail'>>(links: readonly T[]): T | undefined =>
  links.find(({ trail }) => trail[0]?.actor.kind === 'businessSystem');
