import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { StaticCodeView } from '@haochaping/shared/contracts';
import type { PublicHall, PublicHalls, PublicRegions } from '@haochaping/shared/contracts/directory';
import { ask } from '../../lib/request.js';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { place as words } from '../../words.js';
import { Choice, Step } from './step.js';
import { useList } from './use-list.js';
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
        <Box role="list" className="rows">
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
          <Box role="list" className="rows">
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

/** Opens the rating page of a window through its printed code. False when the code cannot be had. */
async function openWindow(code: string): Promise<boolean> {
  const answer = await ask<StaticCodeView>(`/places/window/${encodeURIComponent(code)}/static-code`);
  if (!answer.ok) return false;
  await Taro.navigateTo({ url: `/pages/rate/index?c=${answer.data.code}&from=place` });
  return true;
}

function Windows({ hall }: { hall: Named }) {
  const { list, reload } = useList<PublicHall>(`/directory/halls/${encodeURIComponent(hall.code)}`);
  const [failed, setFailed] = useState(false);
  const open = async (code: string) => setFailed(!(await openWindow(code)));
  return (
    <Step question={words.window} hint={words.windowHint} list={list} onRetry={reload}>
      {({ institutions }) => (
        <Box>
          <Box role="status">{failed ? <Words className="lead">{words.failed}</Words> : null}</Box>
          {institutions.length === 0 ? <Words className="lead">{words.noWindows}</Words> : null}
          {institutions.map(({ code, name, windows }) => (
            <Box key={code} className="section">
              <Heading level={2} className="heading">
                {name}
              </Heading>
              <Box role="list" className="rows">
                {windows.map((one) => (
                  <Choice
                    key={one.code}
                    title={words.windowName(one.number, one.name)}
                    onPress={() => void open(one.code)}
                  />
                ))}
              </Box>
            </Box>
          ))}
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

/** For somebody without a code: region, hall, window, one question after the other. */
export default function PlacePage() {
  const [region, setRegion] = useState<Named | null>(null);
  const [hall, setHall] = useState<Named | null>(null);
  const changeRegion = () => {
    setRegion(null);
    setHall(null);
  };
  return (
    <Page name="place">
      {region ? <Chosen name={region.name} onChange={changeRegion} /> : null}
      {hall ? <Chosen name={hall.name} onChange={() => setHall(null)} /> : null}
      {!region ? <Regions onChoose={setRegion} /> : null}
      {region && !hall ? <Halls region={region} onChoose={setHall} /> : null}
      {hall ? <Windows key={hall.code} hall={hall} /> : null}
    </Page>
  );
}
