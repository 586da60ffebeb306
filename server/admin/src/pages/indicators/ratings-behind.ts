import type { IndicatorUnit, ScoredFigure } from '@haochaping/shared/contracts';

type Unit = Pick<IndicatorUnit, 'unitClass' | 'code' | 'from' | 'to' | 'book'>;
type Query = Record<string, string>;

/** The unit and period as the list of ratings asks for them; what is read as the rated side is asked for neither. */
function placed({ unitClass, code, from, to, book }: Unit): Query {
  if (book === 'shown') return {};
  const days = { from, to };
  switch (unitClass) {
    case 'region':
      return { ...days, regionCode: code };
    case 'center':
    case 'department':
      return { ...days, institutionCode: code };
    case 'hall':
    case 'window':
    case 'platform':
      return { ...days, target: `${unitClass}:${code}` };
  }
}

/** Which of its ratings a figure is made of; null where it is made of something else. */
function narrowed({ leaf: { measured } }: ScoredFigure): Query | null {
  switch (measured.kind) {
    case 'options':
      return { option: measured.options.join(','), standing: 'adopted' };
    case 'formula':
      if (measured.id === 'invited_rated_share') return null;
      if (measured.id === 'satisfied_share' || measured.id === 'mean_level') return { standing: 'adopted' };
      return measured.id === 'poor_share' ? { level: 'poor', standing: 'adopted' } : { level: 'poor' };
    case 'mean_answer':
    case 'share_answer':
      return null;
  }
}

/** Where the ratings are that a figure is made of: the list of ratings with its filters; null where there is none. */
export function ratingsBehind(unit: Unit, figure: ScoredFigure, ownOffice: boolean): string | null {
  const among = narrowed(figure);
  if (!among) return null;
  const { level } = among;
  // The rated side may ask for levels alone.
  const query: Query = unit.book === 'full' ? { ...placed(unit), ...among } : { ...(level ? { level } : {}) };
  if (ownOffice) query['side'] = 'own';
  return `/ratings?${new URLSearchParams(query).toString()}`;
}
