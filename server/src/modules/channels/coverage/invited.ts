import type { InvitedFigures, InvitedQuery } from '@haochaping/shared/contracts';
import { CHANNEL_NAMES, CHANNELS, CITY, dayEnd, dayStart, type Channel } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { directoryNow, placeIn } from '../../directory/index.js';
import { DeviceCallModel, type DeviceCallRecord } from '../devices/model.js';
import { InvitationModel, type InvitationRecord } from '../model.js';

/** Said beside the figures. */
export const INVITED_RULE =
  '照记录现算：业务系统在这段时间报来、请人评价的每次服务算一个，重发的、换渠道再请的还算一个，算在第一次请的渠道里；' +
  '打开、评了，不论从它的哪个链接、评价器还是“我的待评价”。省里的评价页上评的，这里不知道评了没有。';

/** One service, as all its links together tell. */
interface Service {
  channel: Channel;
  windowCode: string | null;
  opened: boolean;
  rated: boolean;
}

interface Counts {
  invited: number;
  opened: number;
  rated: number;
}

type Read = Pick<
  InvitationRecord,
  'projectNo' | 'serviceNumber' | 'channel' | 'openedAt' | 'answeredAt' | 'attribution' | 'trail'
>;

const READ = {
  projectNo: 1,
  serviceNumber: 1,
  channel: 1,
  openedAt: 1,
  answeredAt: 1,
  'attribution.targets.kind': 1,
  'attribution.targets.code': 1,
  'attribution.targets.regionCode': 1,
  'trail.actor.kind': 1,
} as const;

/** The city's centre looks at everything, a county's at its own. */
export const within = ({ regionCodes }: StaffActor, ...codes: readonly string[]): boolean =>
  regionCodes.includes(CITY) || codes.some((code) => regionCodes.includes(code));

/** Services that were invited to be rated in some days, by channel and by window. Cost: one indexed range over the invitations of those days. */
export async function countInvited(
  actor: StaffActor,
  { from, to }: InvitedQuery,
  now: Date,
): Promise<InvitedFigures> {
  const range = { $gte: dayStart(from), $lt: dayEnd(to) };
  const [services, onScreen, directory] = await Promise.all([
    servicesOf(actor, range),
    callsOf(range),
    directoryNow(),
  ]);
  const total = none();
  const channels = new Map(CHANNELS.map((channel) => [channel, none()]));
  const windows = new Map<string, Counts>();
  for (const service of services) {
    count(total, service);
    count(channels.get(service.channel) ?? none(), service);
    if (service.windowCode === null) continue;
    const known = windows.get(service.windowCode) ?? none();
    windows.set(service.windowCode, count(known, service));
  }
  return {
    from,
    to,
    total,
    channels: [...channels]
      .filter(([, { invited }]) => invited > 0)
      .map(([channel, counts]) => ({ channel, name: CHANNEL_NAMES[channel], ...counts })),
    windows: [...windows]
      .map(([code, counts]) => {
        const found = placeIn(directory, 'window', code, now);
        return {
          code,
          name: found?.title ?? '（目录中已停用）',
          place: found?.place ?? '',
          ...counts,
          onScreen: onScreen.get(code) ?? 0,
        };
      })
      .sort((a, b) => b.invited - a.invited || a.code.localeCompare(b.code)),
    rule: INVITED_RULE,
  };
}

const none = (): Counts => ({ invited: 0, opened: 0, rated: 0 });

function count(counts: Counts, { opened, rated }: Service): Counts {
  counts.invited += 1;
  // Whoever rated on a device or under their account never opened the link.
  counts.opened += Number(opened || rated);
  counts.rated += Number(rated);
  return counts;
}

async function servicesOf(
  actor: StaffActor,
  range: Readonly<Record<'$gte' | '$lt', Date>>,
): Promise<Iterable<Service>> {
  const services = new Map<string, Service>();
  const found = InvitationModel.find({ issuedAt: range }, READ).sort({ issuedAt: 1 }).lean<Read>().cursor();
  for await (const invitation of found) {
    const { projectNo, serviceNumber, channel, attribution, trail } = invitation;
    const { targets } = attribution;
    if (!within(actor, ...targets.map(({ regionCode }) => regionCode))) continue;
    const key = `${projectNo}#${serviceNumber}`;
    const known = services.get(key);
    // A further link, which somebody asked for themselves, invites nobody anew.
    if (!known && trail[0]?.actor.kind !== 'businessSystem') continue;
    const service = known ?? {
      channel,
      windowCode: targets.find(({ kind }) => kind === 'window')?.code ?? null,
      opened: false,
      rated: false,
    };
    service.opened ||= Boolean(invitation.openedAt);
    service.rated ||= Boolean(invitation.answeredAt);
    services.set(key, service);
  }
  return services.values();
}

async function callsOf(range: Readonly<Record<'$gte' | '$lt', Date>>): Promise<Map<string, number>> {
  const calls = DeviceCallModel.find({ at: range }, { windowCode: 1 }).lean<DeviceCallRecord>().cursor();
  const windows = new Map<string, number>();
  for await (const { windowCode } of calls) windows.set(windowCode, (windows.get(windowCode) ?? 0) + 1);
  return windows;
}
