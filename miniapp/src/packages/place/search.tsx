import { useEffect, useState } from 'react';
import type { PlaceSearch } from '@haochaping/shared/contracts/directory';
import { ask } from '../../lib/request.js';
import { Box, Field, Heading, Press, Words } from '../../kit/elements.js';
import { openRating } from './open-rating.js';
import { Choice, Step } from './step.js';
import { useList } from './use-list.js';
import { kinds, place as words } from './words.js';

type Group = PlaceSearch['groups'][number];

/** Long enough for the next letter to be typed, short enough not to be waited for. */
const PAUSE_MS = 300;
const MOST = 40;
const A_PAGE = 20;

const pathOf = (asked: string, more = '') => `/directory/search?q=${encodeURIComponent(asked)}${more}`;

interface SearchProps {
  typed: string;
  onType: (typed: string) => void;
}

/** One field over everything that can be rated, and what it finds. */
export function Search({ typed, onType }: SearchProps) {
  const [asked, setAsked] = useState('');
  const meant = typed.trim();
  useEffect(() => {
    const pause = setTimeout(() => setAsked(meant), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [meant]);
  return (
    <Box>
      <Box className="form-field">
        <Heading level={2} className="heading">
          {words.search}
        </Heading>
        <Words className="hint">{words.searchHint}</Words>
        <Box className="search-line">
          <Field
            className="field"
            label={words.search}
            value={typed}
            placeholder={words.example}
            most={MOST}
            onChange={onType}
            onEnter={() => setAsked(meant)}
          />
          {typed ? (
            <Press className="button small quiet" onPress={() => onType('')}>
              {words.clear}
            </Press>
          ) : null}
        </Box>
      </Box>
      {meant && asked ? <Found asked={asked} onLeave={() => onType('')} /> : null}
    </Box>
  );
}

/** The title is what there is to say. */
const TITLES = { loading: words.searching, failed: words.notFetched, listed: words.found };

function Found({ asked, onLeave }: { asked: string; onLeave: () => void }) {
  const { list, reload } = useList<PlaceSearch>(pathOf(asked));
  const [failed, setFailed] = useState(false);
  const open = async (...what: Parameters<typeof openRating>) => setFailed(!(await openRating(...what)));
  if (list.kind === 'listed' && list.data.groups.length === 0)
    return <Nothing asked={asked} onLeave={onLeave} />;
  return (
    <Box className="section">
      <Step question={TITLES[list.kind]} list={list} onRetry={reload} said quiet>
        {({ groups }) => (
          <Box>
            <Box role="status">{failed ? <Words className="lead">{words.failed}</Words> : null}</Box>
            <Box className="groups">
              {groups.map((group) => (
                <GroupOf
                  key={`${asked}/${group.kind}`}
                  asked={asked}
                  group={group}
                  onOpen={(code) => void open(group.kind, code)}
                />
              ))}
            </Box>
          </Box>
        )}
      </Step>
    </Box>
  );
}

/** What to do where nothing is found. */
function Nothing({ asked, onLeave }: { asked: string; onLeave: () => void }) {
  return (
    <Box className="section">
      <Box role="status">
        <Heading level={1} className="title">
          {words.nothing(asked)}
        </Heading>
        <Words className="lead">{words.nothingHint}</Words>
      </Box>
      <Box className="actions">
        <Press className="button primary" onPress={onLeave}>
          {words.byPlace}
        </Press>
      </Box>
    </Box>
  );
}

interface GroupProps {
  asked: string;
  group: Group;
  onOpen: (code: string) => void;
}

/** What was found of one kind; more of it when asked. */
function GroupOf({ asked, group: { kind, total, items }, onOpen }: GroupProps) {
  const [more, setMore] = useState<{ pages: number; items: Group['items'] } | null>(null);
  const [failed, setFailed] = useState(false);
  const shown = more?.items ?? items;
  const left = Math.min(total - shown.length, A_PAGE);
  const showMore = async () => {
    const page = (more?.pages ?? 0) + 1;
    const path = pathOf(asked, `&kind=${kind}&page=${page}&pageSize=${A_PAGE}`);
    const answer = await ask<PlaceSearch>(path);
    setFailed(!answer.ok);
    if (!answer.ok) return;
    const next = answer.data.groups.flatMap((one) => one.items);
    setMore({ pages: page, items: [...(more?.items ?? []), ...next] });
  };
  return (
    <Box className="section group">
      <Heading level={2} className="heading">
        {kinds[kind]}
      </Heading>
      <Box role="list" className="rows">
        {shown.map(({ code, title, place }) => (
          <Choice
            key={code}
            title={title}
            hint={place === title ? null : place}
            onPress={() => onOpen(code)}
          />
        ))}
      </Box>
      <Box role="status">{failed ? <Words className="lead">{words.failed}</Words> : null}</Box>
      {left > 0 ? (
        <Press
          className="button small quiet found-more"
          label={`${kinds[kind]}：${words.more(left)}`}
          onPress={() => void showMore()}
        >
          {words.more(left)}
        </Press>
      ) : null}
    </Box>
  );
}
