import { useState } from 'react';
import type { ComplaintSubjects } from '@haochaping/shared/contracts';
import type { ComplaintKind } from '@haochaping/shared/domain/complaints';
import { Button } from '../../../kit/button.js';
import { Box, Press, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { LinkRow, Part } from './frame.js';
import { useDeed } from './use-mine.js';
import { choosePlace as words } from './words-place.js';

/** Something of the directory that somebody speaks of, and what it is called. */
export interface ChosenPlace {
  about: { kind: ComplaintKind; code: string };
  title: string;
}

/** Finds a place, platform or item by a part of its name. @param label the question */
export function ChoosePlace({ label, onChoose }: { label: string; onChoose: (chosen: ChosenPlace) => void }) {
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<ComplaintSubjects['items']>();
  const { act, working, problem } = useDeed();
  const find = () => {
    if (search.trim() === '' || working) return;
    void act<ComplaintSubjects>(
      `/complaint-subjects?search=${encodeURIComponent(search.trim())}`,
      {},
      ({ items }) => setFound(items),
    );
  };
  return (
    <Box>
      <FormField
        label={label}
        hint={words.hint}
        value={search}
        problem={problem}
        onChange={setSearch}
        onEnter={find}
      />
      <Box className="actions">
        <Button disabled={working} onPress={find}>
          {working ? words.finding : words.find}
        </Button>
      </Box>
      <Box role="status">{found?.length === 0 ? <Words className="lead">{words.none}</Words> : null}</Box>
      <Box role="list" className="rows">
        {(found ?? []).map(({ kind, kindName, code, name, where }) => (
          <LinkRow
            key={`${kind} ${code}`}
            title={name}
            hint={`${kindName} · ${where}`}
            onPress={() => onChoose({ about: { kind, code }, title: name })}
          />
        ))}
      </Box>
    </Box>
  );
}

/** Already chosen; pressing it asks again. */
export function PlaceChosen({
  heading,
  title,
  onChange,
}: {
  heading: string;
  title: string;
  onChange: () => void;
}) {
  return (
    <Part title={heading}>
      <Box className="entry-line">
        <Words className="entry-body">{title}</Words>
        <Press className="button small quiet" label={`${words.change}：${title}`} onPress={onChange}>
          {words.change}
        </Press>
      </Box>
    </Part>
  );
}
