import type { Level } from '@haochaping/shared/domain/levels';
import { Box } from './elements.js';
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
  const image = faceImage(level, filled);
  return (
    <Box
      role="picture"
      className={`face level-${level} ${className}`}
      style={{ WebkitMaskImage: image, maskImage: image }}
    />
  );
}
