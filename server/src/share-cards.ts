import { STATIC_CODE } from '@haochaping/shared/domain';
import { ANSWERS_CARD, placeCard, type ShareCard } from '@haochaping/shared/domain/share-cards';
import { findStaticCode } from './modules/channels/index.js';

/** Answers what others are shown of a page that is passed on; undefined where that is what they are shown of every page. */
export const cardOfPage =
  (now: () => Date) =>
  async ({ pathname, searchParams }: URL): Promise<ShareCard | undefined> => {
    if (pathname === ANSWERS_CARD.path) return ANSWERS_CARD;
    if (pathname !== '/pages/rate/index') return undefined;
    const code = searchParams.get('c') ?? '';
    if (!STATIC_CODE.test(code)) return undefined;
    // Whatever is wrong with the code or the database: the page opens, and says so itself.
    return findStaticCode(code, now()).then(
      (place) => placeCard(place, code),
      () => undefined,
    );
  };
