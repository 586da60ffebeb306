import { useState } from 'react';
import type { PublicHall, PublicHalls, PublicRegions } from '@haochaping/shared/contracts/directory';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { openRating } from './open-rating.js';
import { Search } from './search.js';
import { Choice, Step } from './step.js';
import { useList } from './use-list.js';
import { place as words } from './words.js';
import './index.scss';

interface Named {
  code: string;
  name: string;
}

function Regions({ onChoose }: { onChoose: (region: Named) => void }) {
  const { list, reload } = useList<PublicRegions>('/directory/regions');
  return (
    <Step question={words.region} list={list} onRetry={reload}>
      {({ items }) => (
        <Box role="list" className="rows tiles">
          {items.map(({ code, name, level }) => {
            const title = level === 'city' ? words.city(name) : name;
            return <Choice key={code} title={title} onPress={() => onChoose({ code, name: title })} />;
          })}
        </Box>
      )}
    </Step>
  );
}

function Halls({ region, onChoose }: { region: Named; onChoose: (hall: Named) => void }) {
  const { list, reload } = useList<PublicHalls>(`/directory/halls?regionCode=${region.code}`);
  return (
    <Step question={words.hall} list={list} onRetry={reload}>
      {({ items }) =>
        items.length === 0 ? (
          <Words className="lead">{words.noHalls}</Words>
        ) : (
          <Box role="list" className="rows tiles">
            {items.map((hall) => (
              <Choice
                key={hall.code}
                title={hall.name}
                hint={hall.address ?? words.windows(hall.windowCount)}
                onPress={() => onChoose({ code: hall.code, name: hall.name })}
              />
            ))}
          </Box>
        )
      }
    </Step>
  );
}

function Windows({ hall }: { hall: Named }) {
  const { list, reload } = useList<PublicHall>(`/directory/halls/${encodeURIComponent(hall.code)}`);
  const [failed, setFailed] = useState(false);
  const open = async (...what: Parameters<typeof openRating>) => setFailed(!(await openRating(...what)));
  return (
    <Step question={words.window} hint={words.windowHint} list={list} onRetry={reload}>
      {({ institutions }) => (
        <Box>
          <Box role="status">{failed ? <Words className="lead">{words.failed}</Words> : null}</Box>
          <Box role="list" className="rows tiles">
            <Choice
              title={words.wholeHall}
              hint={words.wholeHallHint}
              onPress={() => void open('hall', hall.code)}
            />
          </Box>
          {institutions.length === 0 ? <Words className="lead">{words.noWindows}</Words> : null}
          <Box className="groups">
            {institutions.map(({ code, name, windows }) => (
              <Box key={code} className="section group">
                <Heading level={2} className="heading">
                  {name}
                </Heading>
                <Box role="list" className="rows">
                  {windows.map((one) => (
                    <Choice
                      key={one.code}
                      title={words.windowName(one.number, one.name)}
                      onPress={() => void open('window', one.code)}
                    />
                  ))}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Step>
  );
}

/** Already answered; pressing it asks again. */
function Chosen({ name, onChange }: { name: string; onChange: () => void }) {
  return (
    <Box className="chosen-place">
      <Words className="chosen-name">{name}</Words>
      <Press className="button small quiet" label={`${words.change}：${name}`} onPress={onChange}>
        {words.change}
      </Press>
    </Box>
  );
}

/** Region, hall, window, one question after the other. */
function Browse() {
  const [region, setRegion] = useState<Named | null>(null);
  const [hall, setHall] = useState<Named | null>(null);
  const changeRegion = () => {
    setRegion(null);
    setHall(null);
  };
  return (
    <>
      {region ? <Chosen name={region.name} onChange={changeRegion} /> : null}
      {hall ? <Chosen name={hall.name} onChange={() => setHall(null)} /> : null}
      {!region ? <Regions onChoose={setRegion} /> : null}
      {region && !hall ? <Halls region={region} onChoose={setHall} /> : null}
      {hall ? <Windows key={hall.code} hall={hall} /> : null}
    </>
  );
}

/** For somebody without a code: one field that finds everything, and below it the way by places. */
export default function PlacePage() {
  const [typed, setTyped] = useState('');
  const looking = typed.trim() !== '';
  return (
    <Page name="place" wide>
      <Search typed={typed} onType={setTyped} />
      {/* It stays where it was, and does not take the focus from the field when that is emptied. */}
      <Box className={looking ? 'put-away' : 'section'}>
        <Browse />
      </Box>
    </Page>
  );
}
