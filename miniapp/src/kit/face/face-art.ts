import type { Level } from '@haochaping/shared/domain/rating/levels';

/**
 * Five faces of one hand. They differ in mouth and brows alone, so that they are told apart without colour; the shapes
 * are masks, and the page gives the colour.
 */

interface Features {
  mouth: string;
  brows: string;
}

/** Strokes on a field of 48 by 48, the face a circle around its middle. */
const FEATURES: Readonly<Record<Level, Features>> = {
  5: {
    mouth: 'M13.5 27.5 Q24 43.5 34.5 27.5 Z',
    brows: 'M13 15.5 Q16.5 11.5 20 15.5 M28 15.5 Q31.5 11.5 35 15.5',
  },
  4: {
    mouth: 'M14.5 29 Q24 38.5 33.5 29',
    brows: 'M13.5 14.5 Q16.5 12.5 19.5 14.5 M28.5 14.5 Q31.5 12.5 34.5 14.5',
  },
  3: { mouth: 'M15.5 32 H32.5', brows: 'M13.5 14 H19.5 M28.5 14 H34.5' },
  2: { mouth: 'M15 35 Q24 27 33 35', brows: 'M13 15.5 L19.5 13 M35 15.5 L28.5 13' },
  1: { mouth: 'M14 37 Q24 23.5 34 37 Z', brows: 'M13 12 L20 16.5 M35 12 L28 16.5' },
};

const stroke = (width: number, colour: string) =>
  `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;

function features(level: Level, colour: string): string {
  const { mouth, brows } = FEATURES[level];
  const open = mouth.endsWith('Z');
  return (
    `<path d="${mouth}" ${open ? `fill="${colour}" stroke="${colour}" stroke-width="2" stroke-linejoin="round"` : stroke(2.8, colour)}/>` +
    `<path d="${brows}" ${stroke(2.4, colour)}/>` +
    `<circle cx="16.5" cy="21" r="2.5" fill="${colour}"/><circle cx="31.5" cy="21" r="2.5" fill="${colour}"/>`
  );
}

/** The drawing as SVG: an outlined face, or a filled one with its features cut out. */
export function faceSvg(level: Level, filled: boolean): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">`;
  if (!filled)
    return `${open}<circle cx="24" cy="24" r="21.8" ${stroke(2.2, '#000')}/>${features(level, '#000')}</svg>`;
  return (
    `${open}<mask id="m"><rect width="48" height="48" fill="#fff"/>${features(level, '#000')}</mask>` +
    `<circle cx="24" cy="24" r="23" mask="url(#m)"/></svg>`
  );
}

const drawn = new Map<string, string>();

/** The drawing as a CSS image. Both builds take it inline, so that no face waits for the network. */
export function faceImage(level: Level, filled: boolean): string {
  const key = `${level}${filled}`;
  let image = drawn.get(key);
  if (!image) {
    image = `url("data:image/svg+xml,${encodeURIComponent(faceSvg(level, filled))}")`;
    drawn.set(key, image);
  }
  return image;
}
