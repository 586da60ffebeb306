import { useState } from 'react';
import { AGENT_RELATION_NAMES, AGENT_RELATIONS } from '@haochaping/shared/domain/agents';
import { Press } from '../../kit/elements.js';
import { Radios } from '../../kit/radios.js';
import { rate as words } from '../../words.js';
import type { OnBehalf } from './use-sending.js';

const SELF = 'self';
const OPTIONS = [
  { value: SELF, name: words.onBehalfSelf },
  ...AGENT_RELATIONS.map((value) => ({
    value,
    name: value === 'helper' ? words.onBehalfHelper : AGENT_RELATION_NAMES[value],
  })),
] as const;

interface OnBehalfChoiceProps {
  chosen: OnBehalf;
  /** It is being sent: nothing changes any more. */
  fixed: boolean;
  onChoose: (chosen: OnBehalf) => void;
}

/** For whoever rates in somebody's place: asked for by them, after a face is chosen and before it is sent. */
export function OnBehalfChoice({ chosen, fixed, onChoose }: OnBehalfChoiceProps) {
  const [open, setOpen] = useState(false);
  if (fixed) return null;
  if (!open)
    return (
      <Press className="private-more" onPress={() => setOpen(true)}>
        {words.onBehalfAsk}
      </Press>
    );
  return (
    <Radios
      title={words.onBehalfTitle}
      hint={words.onBehalfHint}
      options={OPTIONS}
      chosen={chosen ?? SELF}
      onChoose={(value) => onChoose(value === SELF ? null : value)}
    />
  );
}
