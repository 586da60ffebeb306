import { STATIC_CODE } from '@haochaping/shared/domain';
import { PublicFiguresQuery } from '@haochaping/shared/contracts';
import { ANSWERS_CARD, placeCard, type ShareCard } from '@haochaping/shared/domain/share-cards';
import { BULLETINS_CARD, FIGURES_CARD, figuresCard } from '@haochaping/shared/domain/share-figures';
import { findStaticCode } from './modules/channels/index.js';
import { readPublic } from './modules/disclosure/index.js';

/** Answers what others are shown of a page that is passed on; undefined where that is what they are shown of every page. */
export const cardOfPage =
  (now: () => Date) =>
  async ({ pathname, searchParams }: URL): Promise<ShareCard | undefined> => {
    if (pathname === ANSWERS_CARD.path) return ANSWERS_CARD;
    if (pathname === BULLETINS_CARD.path) return BULLETINS_CARD;
    if (pathname === FIGURES_CARD.path) return cardOfFigures(searchParams);
    if (pathname !== '/pages/rate/index') return undefined;
    const code = searchParams.get('c') ?? '';
    if (!STATIC_CODE.test(code)) return undefined;
    // Whatever is wrong with the code or the database: the page opens, and says so itself.
    return findStaticCode(code, now()).then(
      (place) => placeCard(place, code),
      () => undefined,
    );
  };

/** Whatever is wrong with what is asked for: the page opens, and says so itself. */
async function cardOfFigures(asked: URLSearchParams): Promise<ShareCard> {
  const [month, kind, code] = ['month', 'kind', 'code'].map((name) => asked.get(name) ?? undefined);
  const { data } = PublicFiguresQuery.safeParse({ month, kind, code });
  const told = data && (await readPublic(data).catch(() => null));
  return told ? figuresCard(told) : FIGURES_CARD;
}
