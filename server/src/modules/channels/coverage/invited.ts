import type { InvitedFigures, InvitedQuery } from '@haochaping/shared/contracts';
import { CHANNEL_NAMES, CHANNELS, CITY, smsReason } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { directoryNow, placeIn } from '../../directory/index.js';
import { countsOf, type DayRow } from './days.js';

/** Said beside the figures. */
export const INVITED_RULE =
  '今天的现在数，以前各天的每天夜里重数：业务系统报来、请人评价的每次服务算一个，重发的、换渠道再请的还算一个，算在第一次请的那天和渠道里；' +
  '打开、评了，不论从它的哪个链接、评价器还是“我的待评价”。省里的评价页上评的，这里不知道评了没有。' +
  '短信送到没有，照短信网关的回执。';

type Counts = InvitedFigures['total'];

/** The city's centre looks at everything, a county's at its own. */
export const within = ({ regionCodes }: StaffActor, ...codes: readonly string[]): boolean =>
  regionCodes.includes(CITY) || codes.some((code) => regionCodes.includes(code));

/** Services that were invited to be rated in some days, by channel and by window; see `countsOf` for the cost. */
export async function countInvited(
  actor: StaffActor,
  { from, to }: InvitedQuery,
  now: Date,
): Promise<InvitedFigures> {
  const [days, directory] = await Promise.all([countsOf(from, to, now), directoryNow()]);
  const rows = days.flatMap((day) => day.rows.filter(({ regions }) => within(actor, ...regions)));
  const total = none();
  const channels = new Map(CHANNELS.map((channel) => [channel, none()]));
  const windows = new Map<string, Counts>();
  for (const row of rows.filter(({ invited }) => invited > 0)) {
    add(total, row);
    add(channels.get(row.channel) ?? none(), row);
    if (row.windowCode === null) continue;
    windows.set(row.windowCode, add(windows.get(row.windowCode) ?? none(), row));
  }
  const onScreen = new Map<string, number>();
  for (const { windowCode, times } of days.flatMap(({ screens }) => screens))
    onScreen.set(windowCode, (onScreen.get(windowCode) ?? 0) + times);
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
    sms: smsOf(rows),
    rule: INVITED_RULE,
  };
}

const none = (): Counts => ({ invited: 0, opened: 0, rated: 0 });

function add(counts: Counts, { invited, opened, rated }: DayRow): Counts {
  counts.invited += invited;
  counts.opened += opened;
  counts.rated += rated;
  return counts;
}

function smsOf(rows: readonly DayRow[]): InvitedFigures['sms'] {
  const reasons = new Map<string, number>();
  let [waiting, sent, delivered, unanswered] = [0, 0, 0, 0];
  for (const row of rows) {
    waiting += row.waiting;
    sent += row.sent;
    delivered += row.delivered;
    unanswered += row.unanswered;
    for (const { reason, times } of row.failures) {
      const words = smsReason(reason);
      reasons.set(words, (reasons.get(words) ?? 0) + times);
    }
  }
  const failures = [...reasons]
    .map(([reason, times]) => ({ reason, times }))
    .sort((a, b) => b.times - a.times);
  const failed = failures.reduce((sum, { times }) => sum + times, 0);
  return { waiting, sent, delivered, failed, unanswered, failures };
}
