import type { WordLists } from '@haochaping/shared/domain';
import type { Ground, ServerModule } from '../../module.js';
import type { Attachments } from '../attachments/index.js';
import type { Notice } from '../evaluators/index.js';
import { rolesThatMay } from '../staff/index.js';
import { feedbackDeskRoutes } from './desk-routes.js';
import { feedbackFileRoutes } from './files/routes.js';
import { feedbackEffects, type FeedbackFollowers } from './jobs.js';
import { countWaiting } from './queries.js';
import { feedbackPhotoRoutes } from './files/photos.js';
import { feedbackRoutes } from './routes.js';

/** What feedback takes besides the ground; what stands behind it is lent. */
export interface FeedbackPorts extends FeedbackFollowers {
  notices: readonly Notice[];
  wordLists: WordLists;
  attachments: Attachments;
}

/** Comprehensive feedback (综合点评): by the page, the box, letters and calls; answered, made a complaint, and where its author agrees, public. */
export const feedbackModule = (
  { keys, limits }: Ground,
  { notices, wordLists, attachments, ...followers }: FeedbackPorts,
): ServerModule => ({
  routes: [
    ...feedbackRoutes({ keys, limits, notices, attachments }),
    ...feedbackPhotoRoutes({ keys, limits, notices, attachments }),
    ...feedbackDeskRoutes({ keys, wordLists, attachments }),
    ...feedbackFileRoutes(attachments),
  ],
  effects: [feedbackEffects(followers)],
  figures: async (actor) => ({
    feedbackWaiting: rolesThatMay('feedback.list').includes(actor.role) ? await countWaiting(actor) : null,
  }),
});
