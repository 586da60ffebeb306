import type { OwnCaseView } from '@haochaping/shared/contracts';
import { Box, Press, Words } from '../kit/elements.js';
import { useRatings } from '../lib/ratings.js';
import { openKept, openMine } from './open.js';
import { together as words } from './words.js';

interface TogetherProps {
  other: NonNullable<OwnCaseView['handledWith']>;
  /** The receipt's key, for whoever is not signed in. */
  accessKey: string | undefined;
}

/** The way to the rating that this one is handled with: under the own name, or where this device holds its receipt too. */
export function Together({ other: { number, commitment }, accessKey }: TogetherProps) {
  const kept = useRatings().find(({ receipt }) => receipt?.commitment === commitment);
  const known = number ?? kept?.receipt?.number;
  if (!known) return <Words className="hint">{accessKey ? words.elsewhere : words.notYours}</Words>;
  return (
    <Box>
      <Words className="hint">{words.where(known)}</Words>
      <Box className="actions">
        <Press
          className="button quiet"
          role="link"
          onPress={() => (kept ? openKept(kept.intakeId) : openMine(known))}
        >
          {words.look}
        </Press>
      </Box>
    </Box>
  );
}
