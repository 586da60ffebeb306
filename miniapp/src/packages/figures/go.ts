import { PUBLIC_KINDS, type PublicKind } from '@haochaping/shared/domain/figures/disclosure';
import { FIGURES_CARD, figuresPath } from '@haochaping/shared/domain/share-figures';
import { decoded } from '../../lib/entry.js';

/** Whose figures, of which month; without a month the newest. */
export interface AskedFigures {
  month?: string | undefined;
  kind: PublicKind;
  code: string;
}

/** Opens other figures, so many levels up. */
export type Opening = (asked: AskedFigures, up: number) => void;

/** What a link asks for; what no link of ours says is left out. */
export function askedBy({
  month = '',
  kind = '',
  code = '',
}: Partial<Record<'month' | 'kind' | 'code', string>>): AskedFigures {
  const known = PUBLIC_KINDS.find((one) => one === kind);
  return {
    month: /^\d{4}-\d\d$/.test(month) ? month : undefined,
    // A mini-program hands its parameters on as they stand in the address.
    ...(known && code ? { kind: known, code: decoded(code) } : { kind: 'city', code: '' }),
  };
}

/** Where the server tells of it. */
export const pathOf = (asked: AskedFigures): string =>
  figuresPath(asked).replace(FIGURES_CARD.path, '/disclosure/figures');

/** The address says what is shown, so that it can be passed on. A mini-program has no address. */
export function keepInAddress(asked: AskedFigures): void {
  if (process.env.TARO_ENV === 'h5')
    window.history.replaceState(window.history.state, '', figuresPath(asked));
}
