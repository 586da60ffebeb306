import { LEVELS } from '@haochaping/shared/domain/rating/levels';
import { faceImage, faceSvg } from '../../miniapp/src/kit/face/face-art.js';

const shapes = (svg: string) => [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path);

test('five faces differ in mouth and in brows, so that nobody needs their colours', () => {
  const faces = LEVELS.map((level) => shapes(faceSvg(level, false)));
  for (const feature of [0, 1]) {
    const drawn = faces.map((face) => face[feature]);
    expect(drawn.every(Boolean)).toBe(true);
    expect(new Set(drawn).size).toBe(LEVELS.length);
  }
});

test('a filled face is the same drawing as the outlined one', () => {
  for (const level of LEVELS) expect(shapes(faceSvg(level, true))).toEqual(shapes(faceSvg(level, false)));
});

test('a face travels inside the page, safe to stand in a style', () => {
  for (const level of LEVELS)
    for (const filled of [true, false]) {
      const image = faceImage(level, filled);
      expect(image).toMatch(/^url\("data:image\/svg\+xml,[^"\\\s]+"\)$/);
      expect(decodeURIComponent(image)).toContain(faceSvg(level, filled));
    }
});
