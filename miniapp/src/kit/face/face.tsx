import type { CSSProperties } from 'react';
import type { Level } from '@haochaping/shared/domain/rating/levels';
import { Box } from '../elements.js';
import { faceImage } from './face-art.js';

/** One face in the colour of its level; always beside its word, so a screen reader skips it. */
export function Face({
  level,
  filled,
  className = '',
}: {
  level: Level;
  filled: boolean;
  className?: string;
}) {
  // As a variable: Taro's mini-program runtime drops the prefixed property that older phones need.
  const drawing: CSSProperties & { '--face': string } = { '--face': faceImage(level, filled) };
  return <Box role="picture" className={`face level-${level} ${className}`} style={drawing} />;
}
