import { useState } from 'react';
import type { ComplaintAbout, ComplaintSubjects } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Press, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { LinkRow, Part } from '../parts/frame.js';
import { useDeed } from '../parts/use-mine.js';
import { complaint as words } from '../parts/words-complaint.js';

/** What somebody complains about, and what it is called. */
export interface Chosen {
  about: ComplaintAbout;
  title: string;
}

/** Finds a place, platform or item by a part of its name. */
export function ChooseAbout({ onChoose }: { onChoose: (chosen: Chosen) => void }) {
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
        label={words.about}
        hint={words.aboutHint}
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
export function ChosenAbout({ title, onChange }: { title: string; onChange: () => void }) {
  return (
    <Part title={words.chosen}>
      <Box className="entry-line">
        <Words className="entry-body">{title}</Words>
        <Press className="button small quiet" label={`${words.change}：${title}`} onPress={onChange}>
          {words.change}
        </Press>
      </Box>
    </Part>
  );
}
