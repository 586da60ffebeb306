import { monthName } from './calendar/days.js';
import type { ShareCard } from './share-cards.js';

/** What is passed on where nothing was published yet. */
export const FIGURES_CARD: ShareCard = {
  title: '三明政务服务评价公示',
  text: '好的差的一起公布，每个率都写明怎么算。',
  path: '/packages/figures/index',
};

export const BULLETINS_CARD: ShareCard = {
  title: '差评公开案例：发生了什么，怎样处理的',
  text: '三明政务服务好差评：差评办结以后，挑出来给大家看的。',
  path: '/packages/figures/bulletins/index',
};

interface Figures {
  month?: string | undefined;
  kind: string;
  code: string;
}

/** Where the figures of one subject are shown; without a month the newest. */
export function figuresPath({ month, kind, code }: Figures): string {
  const query = [
    month ? `month=${month}` : '',
    kind === 'city' ? '' : `kind=${kind}&code=${encodeURIComponent(code)}`,
  ]
    .filter(Boolean)
    .join('&');
  return FIGURES_CARD.path + (query && `?${query}`);
}

/** Figures are passed on with the good and the poor share, and with the word that they are invented where they are. */
export const figuresCard = (of: {
  month: string;
  subject: { kind: string; code: string; name: string };
  figures: readonly { id: string; name: string; text: string }[];
  invented: object | null;
}): ShareCard => ({
  title: [
    of.invented ? '（演示数据）' : '',
    `${of.subject.name}${monthName(of.month)}：`,
    of.figures
      .filter(({ id }) => id === 'satisfied_share' || id === 'poor_share')
      .map(({ name, text }) => `${name} ${text}`)
      .join('，'),
  ].join(''),
  text: FIGURES_CARD.text,
  path: figuresPath({ month: of.month, ...of.subject }),
});
