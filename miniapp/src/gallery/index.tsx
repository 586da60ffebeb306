import { LEVEL_NAMES, LEVELS } from '@haochaping/shared/domain/rating/levels';
import { Box, Heading, Words } from '../kit/elements.js';
import { Face } from '../kit/face/face.js';
import { Page } from '../kit/page.js';
import { Progress } from '../kit/progress.js';
import { Radios } from '../kit/form/radios.js';
import { Steps } from '../kit/steps.js';
import { setColours, useColours, COLOURS } from '../lib/settings.js';
import { looks } from '../words.js';
import { Asking, Forms, Layers, Showing, States } from './parts.js';
import './index.scss';

const STEPS = [
  { at: '2026-09-25T01:05:00.000Z', text: '收到了您的评价', state: 'done' as const },
  { at: null, text: '行政服务中心管委会核实', state: 'now' as const },
  { at: null, text: '办事单位整改', state: 'next' as const },
];

function Types() {
  return (
    <Showing title="字">
      {[5, 4, 3, 2, 1].map((step) => (
        <Box key={step} className={`type-${step}`}>
          <Words>办完事，说说怎么样</Words>
        </Box>
      ))}
    </Showing>
  );
}

function Faces() {
  return (
    <Showing title="五张脸">
      {[false, true].map((filled) => (
        <Box key={String(filled)} className="gallery-line">
          {LEVELS.map((level) => (
            <Box key={level} className={`gallery-face level-${level}`}>
              <Face level={level} filled={filled} className="face-small" />
              <Words className="gallery-level">{LEVEL_NAMES[level]}</Words>
            </Box>
          ))}
        </Box>
      ))}
    </Showing>
  );
}

/** Every part of the design kit on one page; the colours are switched here, elder mode above. */
export default function GalleryPage() {
  const colours = useColours();
  return (
    <Page name="gallery">
      <Heading level={1} className="title">
        设计样张
      </Heading>
      <Radios
        title={looks.colour}
        options={COLOURS.map((value) => ({ value, ...looks.colours[value] }))}
        chosen={colours}
        onChoose={setColours}
      />
      <Types />
      <Faces />
      <Asking />
      <Forms />
      <Showing title="一步一步">
        <Steps steps={['先选地方', '再选大厅和窗口']} />
      </Showing>
      <Showing title="办到哪一步了">
        <Progress steps={STEPS} />
      </Showing>
      <States />
      <Layers />
    </Page>
  );
}
