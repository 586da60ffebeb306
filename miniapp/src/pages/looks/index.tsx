import { Box, Heading, Words } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { Radios } from '../../kit/form/radios.js';
import { COLOURS, setColours, setElder, useColours, useElder } from '../../lib/settings.js';
import { looks as words } from '../../words.js';

const SIZES = ['standard', 'elder'] as const;

/** How large the letters are and which colours the pages have; each choice is seen at once. */
export default function LooksPage() {
  const elder = useElder();
  const colours = useColours();
  return (
    <Page name="looks" wide>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Words className="lead">{words.lead}</Words>
      <Box className="columns">
        <Box className="column">
          <Radios
            title={words.size}
            options={SIZES.map((value) => ({ value, ...words.sizes[value] }))}
            chosen={elder ? 'elder' : 'standard'}
            onChoose={(value) => setElder(value === 'elder')}
          />
        </Box>
        <Box className="column">
          <Radios
            title={words.colour}
            options={COLOURS.map((value) => ({ value, ...words.colours[value] }))}
            chosen={colours}
            onChoose={setColours}
          />
        </Box>
      </Box>
    </Page>
  );
}
