import type { WordLists } from '@haochaping/shared/domain';
import { datedRule } from '../../jobs/retention.js';
import type { Ground, ServerModule } from '../../module.js';
import type { Attachments } from '../attachments/index.js';
import type { Notice } from '../evaluators/index.js';
import { rolesThatMay } from '../staff/index.js';
import { feedbackDeskRoutes } from './desk-routes.js';
import { feedbackFileRoutes } from './files/routes.js';
import { feedbackEffects, type FeedbackFollowers } from './jobs.js';
import { mailboxSchedules, mailboxSettings } from './mail/job.js';
import { MailModel, type MailRecord } from './mail/model.js';
import { mailboxRoutes } from './mail/routes.js';
import { countWaiting } from './queries.js';
import { feedbackPhotoRoutes } from './files/photos.js';
import { feedbackRoutes } from './routes.js';

/** What feedback takes besides the ground; what stands behind it is lent. */
export interface FeedbackPorts extends FeedbackFollowers {
  notices: readonly Notice[];
  wordLists: WordLists;
  attachments: Attachments;
}

/** Comprehensive feedback (综合点评): by the page, the box, letters, calls and mails; answered, made a complaint, and where its author agrees, public. */
export const feedbackModule = (
  { config, keys, limits, log, now }: Ground,
  { notices, wordLists, attachments, ...followers }: FeedbackPorts,
): ServerModule => ({
  routes: [
    ...feedbackRoutes({ keys, limits, notices, attachments }),
    ...feedbackPhotoRoutes({ keys, limits, notices, attachments }),
    ...feedbackDeskRoutes({ keys, wordLists, attachments }),
    ...feedbackFileRoutes(attachments),
    ...mailboxRoutes(mailboxSettings(config)),
  ],
  effects: [feedbackEffects(followers)],
  schedules: mailboxSchedules({ config, keys, attachments, log, now }),
  retention: [
    datedRule<MailRecord>({
      name: 'mails',
      what: '没有收成意见的邮件的记录',
      days: 90,
      model: MailModel,
      field: 'recordedAt',
    }),
  ],
  figures: async (actor) => ({
    feedbackWaiting: rolesThatMay('feedback.list').includes(actor.role) ? await countWaiting(actor) : null,
  }),
});
