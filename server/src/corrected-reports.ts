import type { EventRatings } from './modules/channels/index.js';
import { mayHaveGone } from './modules/forwarding/index.js';
import { forwardAgain, ratingsOfEvents } from './modules/ratings/index.js';

async function ratingIdsOf(projectNo: string, serviceNumber: number): Promise<string[]> {
  const ratings = await ratingsOfEvents([{ projectNo, serviceNumber }]);
  return ratings.filter((rating) => rating.serviceNumber === serviceNumber).map(({ _id }) => _id);
}

/** What ratings and forwarding lend to the reports of business systems, which may be corrected while nothing has gone. */
export const eventRatings: EventRatings = {
  async standing(projectNo, serviceNumber) {
    const ids = await ratingIdsOf(projectNo, serviceNumber);
    if (ids.length === 0) return 'none';
    return (await mayHaveGone(ids)) ? 'gone' : 'here';
  },
  async corrected(projectNo, serviceNumber, now) {
    await forwardAgain(await ratingIdsOf(projectNo, serviceNumber), now);
  },
};
