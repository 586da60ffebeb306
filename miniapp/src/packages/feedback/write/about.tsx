import { useState } from 'react';
import type { FeedbackAboutInput } from '@haochaping/shared/contracts';
import type { PublicRegions } from '@haochaping/shared/contracts/directory';
import { FEEDBACK_ABOUT, type FeedbackAbout } from '@haochaping/shared/domain/feedback';
import { Box } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { Radios } from '../../../kit/form/radios.js';
import { ChoosePlace, PlaceChosen, type ChosenPlace } from '../../citizen/parts/choose-place.js';
import { Asked, Problem } from '../../citizen/parts/frame.js';
import { useMine } from '../../citizen/parts/use-mine.js';
import { CITY } from '../parts/city.js';
import { feedback as words } from '../parts/words.js';

/** What is filled in of what somebody speaks of; names stay while the kind is changed back and forth. */
export interface AboutForm {
  kind: FeedbackAbout;
  place: ChosenPlace | null;
  policy: string;
  person: string;
  regionCode: string;
}

export const NOTHING_YET: AboutForm = {
  kind: 'nothing',
  place: null,
  policy: '',
  person: '',
  regionCode: CITY.code,
};

/** From the least to the most said: nothing is asked of whoever has nothing in particular. */
const KINDS = ['nothing', ...FEEDBACK_ABOUT.filter((kind) => kind !== 'nothing')] as const;

/** What is missing, in words; empty when nothing is. */
export function missingIn({ kind, place, policy, person }: AboutForm): string {
  if (kind === 'place') return place ? '' : words.placeFirst;
  if (kind === 'nothing') return '';
  return (kind === 'policy' ? policy : person).trim().length < 2 ? words.named : '';
}

/** As it is sent; only for a form in which nothing is missing. */
export function aboutOf({ kind, place, policy, person, regionCode }: AboutForm): {
  about: FeedbackAboutInput;
  regionCode?: string;
} {
  if (kind === 'place' && place) return { about: { kind, place: place.about } };
  if (kind === 'policy') return { about: { kind, name: policy.trim() }, regionCode };
  if (kind === 'person') return { about: { kind, name: person.trim() }, regionCode };
  return { about: { kind: 'nothing' }, regionCode };
}

/** The county, closed until somebody wants another than the city. */
function Region({ code, onChoose }: { code: string; onChoose: (code: string) => void }) {
  const [open, setOpen] = useState(false);
  const { mine, reload } = useMine<PublicRegions>('/directory/regions');
  const items = mine.kind === 'here' ? mine.data.items : [];
  const name = items.find((one) => one.code === code && one.level !== 'city')?.name ?? CITY.name;
  if (!open) return <PlaceChosen heading={words.region} title={name} onChange={() => setOpen(true)} />;
  return (
    <Asked mine={mine} onRetry={reload}>
      {() => (
        <Radios
          title={words.region}
          options={items.map((one) => ({
            value: one.code,
            name: one.level === 'city' ? CITY.name : one.name,
          }))}
          chosen={code}
          onChoose={onChoose}
        />
      )}
    </Asked>
  );
}

function Named({ form, problem, onChange }: AboutProps) {
  switch (form.kind) {
    case 'place':
      return (
        <Box>
          {form.place ? (
            <PlaceChosen
              heading={words.chosen}
              title={form.place.title}
              onChange={() => onChange({ ...form, place: null })}
            />
          ) : (
            <ChoosePlace label={words.place} onChoose={(place) => onChange({ ...form, place })} />
          )}
          <Problem text={problem} />
        </Box>
      );
    case 'policy':
      return (
        <FormField
          label={words.policy}
          hint={words.policyHint}
          most={80}
          value={form.policy}
          problem={problem}
          onChange={(policy) => onChange({ ...form, policy })}
        />
      );
    case 'person':
      return (
        <FormField
          label={words.person}
          hint={words.personHint}
          most={80}
          value={form.person}
          problem={problem}
          onChange={(person) => onChange({ ...form, person })}
        />
      );
    case 'nothing':
      return null;
  }
}

interface AboutProps {
  form: AboutForm;
  problem: string;
  onChange: (form: AboutForm) => void;
}

/** What somebody speaks of: nothing in particular, a place, a policy, a person. */
export function About(props: AboutProps) {
  const { form, onChange } = props;
  return (
    <Box>
      <Radios
        title={words.about}
        options={KINDS.map((value) => ({ value, name: words.aboutKinds[value].name }))}
        chosen={form.kind}
        onChoose={(kind) => onChange({ ...form, kind })}
      />
      <Named {...props} />
      {form.kind === 'place' ? null : (
        <Region code={form.regionCode} onChoose={(regionCode) => onChange({ ...form, regionCode })} />
      )}
    </Box>
  );
}
