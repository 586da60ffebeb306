import { useState } from 'react';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { LinkRow, open, OwnPage, Part, Problem } from '../parts/frame.js';
import { SignInAgain } from '../parts/sign-in-again.js';
import { sentenceOf, STALE } from '../parts/use-mine.js';
import { data as words, shared } from '../parts/words.js';
import { FORMATS, openExport, type ExportFormat } from './export.js';

const NAMES = { pdf: words.exportPdf, json: words.exportJson };

function Held() {
  return (
    <Part title={words.held}>
      <Box role="list">
        {words.heldWhat.map(({ what, how }) => (
          <Box key={what} role="listitem" className="entry">
            <Words className="entry-title">{what}</Words>
            <Words className="hint">{how}</Words>
          </Box>
        ))}
      </Box>
    </Part>
  );
}

type Taking = { kind: 'idle' | 'working' | 'done' | 'stale' } | { kind: 'failed'; problem: string };

function Export() {
  const [taking, setTaking] = useState<Taking>({ kind: 'idle' });
  const working = taking.kind === 'working';
  const take = async (format: ExportFormat) => {
    setTaking({ kind: 'working' });
    const answer = await openExport(format);
    if (answer.ok) setTaking({ kind: 'done' });
    else if (answer.kind === 'refused' && answer.code === STALE) setTaking({ kind: 'stale' });
    else setTaking({ kind: 'failed', problem: words.exportFailed(sentenceOf(answer)) });
  };
  return (
    <Part title={words.export}>
      <Words className="hint">{words.exportHint}</Words>
      <Box className="actions">
        {FORMATS.map((format) => (
          <Button key={format} disabled={working} onPress={() => void take(format)}>
            {NAMES[format]}
          </Button>
        ))}
      </Box>
      {FORMATS.includes('json') ? null : <Words className="hint">{words.exportJsonElsewhere}</Words>}
      <Box role="status">
        {working || taking.kind === 'done' ? (
          <Words className="hint">{working ? words.exporting : words.exported}</Words>
        ) : null}
      </Box>
      <Problem
        text={taking.kind === 'failed' ? taking.problem : taking.kind === 'stale' ? shared.staleSignIn : ''}
      />
      {taking.kind === 'stale' ? <SignInAgain back="data" /> : null}
    </Part>
  );
}

/** What is held about oneself, and everything one may do with it. */
export default function DataPage() {
  return (
    <OwnPage name="data" wide title={words.title} lead={words.lead}>
      <Box className="columns">
        <Box className="column broad">
          <Held />
        </Box>
        <Box className="column">
          <Export />
          <Box role="list" className="rows">
            <LinkRow {...words.consents} onPress={() => open('consents')} />
            <LinkRow {...words.corrections} onPress={() => open('corrections')} />
            <LinkRow {...words.notice} onPress={() => open('notice')} />
            <LinkRow {...words.deletion} onPress={() => open('deletion')} />
          </Box>
        </Box>
      </Box>
    </OwnPage>
  );
}
