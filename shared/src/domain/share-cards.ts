/** What others are shown when a page is passed on: plain words and the way to it, nothing of the person. */
export interface ShareCard {
  title: string;
  text: string;
  path: string;
}

export const HOME_CARD: ShareCard = {
  title: '办完事，说说怎么样',
  text: '三明政务服务好差评：点两下就好，不用登录。',
  path: '/pages/home/index',
};

interface Place {
  /** The window, the hall, the matter. */
  title: string;
  /** Where that is. */
  place: string;
}

/** A hall and the office it belongs to have nearly one name; a window without its hall could be anywhere. */
const nameOf = ({ title, place }: Place) => (place.startsWith(title) ? title : `${place} ${title}`);

/** A place is passed on by its printed code, which hangs there for everybody to read. */
export const placeCard = (place: Place, code: string): ShareCard => ({
  title: `${nameOf(place)}的服务怎么样？`,
  text: '办过事的，点一个表情就好，不用登录。',
  path: `/pages/rate/index?c=${code}`,
});

export const ANSWERS_CARD: ShareCard = {
  title: '大家提的意见，和各单位的答复',
  text: '三明政务服务好差评：提了意见，看得到答复。',
  path: '/packages/feedback/answers/index',
};
