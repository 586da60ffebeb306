import { useEffect, useState } from 'react';
import type { BusinessList } from '@haochaping/shared/contracts';
import { AGENT_RELATION_NAMES, AGENT_RELATIONS } from '@haochaping/shared/domain/people/agents';
import { Press } from '../../kit/elements.js';
import { Radios } from '../../kit/form/radios.js';
import type { Entry } from '../../lib/entry.js';
import { ask } from '../../lib/request.js';
import { useSignedIn } from '../../lib/session.js';
import { rate as words } from '../../words.js';
import type { Whose } from './use-sending.js';

type Business = Pick<BusinessList['items'][number], 'id' | 'name'>;

/**
 * The businesses the visitor may rate for here: an invitation knows whose matter it was, a printed code does not. None as
 * long as nobody is signed in or they cannot be asked for; rating waits for nothing.
 */
function useBusinesses(entry: Entry): readonly Business[] {
  const [businesses, setBusinesses] = useState<readonly Business[]>([]);
  const asked = useSignedIn() && entry.kind === 'static';
  useEffect(() => {
    if (!asked) return undefined;
    let current = true;
    void ask<BusinessList>('/me/businesses').then((answer) => {
      if (current && answer.ok) setBusinesses(answer.data.items);
    });
    return () => {
      current = false;
    };
  }, [asked]);
  return asked ? businesses : [];
}

interface Option {
  value: string;
  name: string;
  whose: Whose;
}

const SELF: Option = { value: 'self', name: words.onBehalfSelf, whose: null };
const RELATIONS: readonly Option[] = AGENT_RELATIONS.map((relation) => ({
  value: relation,
  name: relation === 'helper' ? words.onBehalfHelper : AGENT_RELATION_NAMES[relation],
  whose: { relation },
}));

function valueOf(whose: Whose): string {
  if (!whose) return SELF.value;
  return 'relation' in whose ? whose.relation : whose.business;
}

interface WhoseChoiceProps {
  entry: Entry;
  chosen: Whose;
  /** Nothing is chosen any more, or not yet. */
  hidden: boolean;
  onChoose: (chosen: Whose) => void;
}

/** For whoever rates in somebody's place: asked for by them, after a face is chosen and before it is sent. */
export function WhoseChoice({ entry, chosen, hidden, onChoose }: WhoseChoiceProps) {
  const [open, setOpen] = useState(false);
  const businesses = useBusinesses(entry);
  if (hidden) return null;
  if (!open)
    return (
      <Press className="private-more" onPress={() => setOpen(true)}>
        {words.onBehalfAsk(businesses.length > 0)}
      </Press>
    );
  const options: readonly Option[] = [
    SELF,
    ...businesses.map(({ id, name }) => ({
      value: id,
      name: words.businessOption(name),
      whose: { business: id, name },
    })),
    ...RELATIONS,
  ];
  return (
    <Radios
      title={words.onBehalfTitle}
      hint={businesses.length > 0 ? words.businessHint + words.onBehalfHint : words.onBehalfHint}
      options={options}
      chosen={valueOf(chosen)}
      onChoose={(value) => onChoose(options.find((one) => one.value === value)?.whose ?? null)}
    />
  );
}
