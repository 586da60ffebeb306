import { Overview } from '@haochaping/shared/contracts';
import { staff } from './http/actor.js';
import { LIMITS, route, type Route } from './http/route.js';
import type { EffectSource } from './jobs/effects.js';
import { countDeadEffects } from './jobs/routes.js';
import { calendarMissing } from './modules/calendar/index.js';
import { countRevealsToDecide, countWaitingCorrections } from './modules/rights/index.js';
import { rolesThatMay } from './modules/staff/index.js';
import { countDeliveries } from './modules/forwarding/index.js';
import { countRatings, countWaitingTexts, ratingsAbout } from './modules/ratings/index.js';

/** The first page of the console: a few figures over several modules, counted when asked. */
export function overviewRoute(sources: EffectSource[]): Route {
  return route({
    method: 'get',
    path: '/api/v1/staff/overview',
    operationId: 'readOverview',
    summary: '控制台首页的数字，打开时现算',
    tags: ['staff'],
    policy: staff(...rolesThatMay('overview.read')),
    limit: LIMITS.staff,
    input: {},
    responses: { 200: { description: '数字', body: Overview } },
    handler: async ({ actor, now }) => {
      const may = (operation: string) => rolesThatMay(operation).includes(actor.role);
      const [
        ratings,
        deliveries,
        deadEffects,
        textsWaiting,
        revealsToDecide,
        correctionsWaiting,
        missingCalendar,
      ] = await Promise.all([
        countRatings(actor, now),
        countDeliveries(actor, now),
        countDeadEffects(sources),
        may('texts.list') ? countWaitingTexts(actor) : null,
        may('reveal.approve') ? countRevealsToDecide(actor, ratingsAbout, now) : null,
        may('corrections.handle') ? countWaitingCorrections(actor, ratingsAbout) : null,
        may('calendar.import') ? calendarMissing(now) : null,
      ]);
      return {
        status: 200,
        body: {
          ratingsToday: ratings.today,
          poorToday: ratings.poorToday,
          ratingsTotal: ratings.total,
          deadEffects,
          textsWaiting,
          revealsToDecide,
          correctionsWaiting,
          missingCalendar,
          ...deliveries,
        },
      };
    },
  });
}
