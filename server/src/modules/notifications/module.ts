import { effectSource } from '../../jobs/effects.js';
import type { Ground, ServerModule } from '../../module.js';
import { sealing } from '../audit/index.js';
import type { TellCase } from '../cases/index.js';
import { sampleLink } from '../channels/index.js';
import type { Peers } from '../peers/index.js';
import { MessageModel, type MessageRecord } from './messages/model.js';
import { erasePermissions, permissionEntries, permissionRetention } from './messages/permissions.js';
import { sendMessage, type SendingContext } from './messages/send.js';
import { messageRetention, writeMessages } from './messages/write.js';
import { noticeRetention } from './notices/model.js';
import {
  writeAppealNotices,
  writeFeedbackNotices,
  writeListingNotices,
  writeNotices,
} from './notices/write.js';
import { notificationRoutes } from './routes.js';
import { readTemplates } from './templates-file.js';

/** Tells everybody whom they concern of the events of a case: staff in their inbox, whoever gave the rating by a message. */
export const tellOfCase: TellCase = async (record, from, now) => {
  await writeNotices(record, from);
  await writeMessages(record, from, now);
};

/** Tells staff of the time of an appeal, in their inbox. */
export const tellOfAppeal = writeAppealNotices;

/** Tells staff what goes between the office of a feedback and the unit it was passed on to, in their inbox. */
export const tellOfFeedback = writeFeedbackNotices;

/** Tells staff of an entry on a list (奖惩名单) that is about them, or that they decide on, in their inbox. */
export const tellOfListing = writeListingNotices;

/**
 * Who is told what: the inbox of staff, and messages to evaluators (WeChat, else SMS).
 * @throws ConfigError when the file with the templates cannot be used
 */
export function notificationsModule(
  { config, keys }: Ground,
  peers: Peers,
  random: () => number = Math.random,
): ServerModule {
  const context: SendingContext = {
    keys,
    peers,
    templates: readTemplates(config.MESSAGE_TEMPLATES_FILE),
    hours: config.MESSAGE_HOURS,
    random,
  };
  const days = config.RETENTION_MESSAGE_DAYS;
  return {
    routes: notificationRoutes(context, sampleLink(config.publicBaseUrl)),
    effects: [
      effectSource<MessageRecord>({
        name: 'progress_messages',
        model: MessageModel,
        together: ['audit'],
        kindNames: { send: '给评价人发消息', audit: '记入审计日志' },
        performers: { send: sendMessage(context), audit: sealing(({ trail }) => trail) },
      }),
    ],
    personalData: [
      {
        name: 'message_permissions',
        title: '微信提醒',
        explanation:
          '在您的评价上点过“有进展时微信提醒我”、还没用掉的。提醒一次就删，微信标识一起删。点的也可能是替您办事的人，所以这里不写是谁的微信标识。',
        collect: permissionEntries,
      },
    ],
    retention: [noticeRetention(days), messageRetention(days), permissionRetention(days)],
    erasers: [erasePermissions],
  };
}
