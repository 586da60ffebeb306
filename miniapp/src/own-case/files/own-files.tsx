import { useEffect, useState } from 'react';
import type { CaseFile } from '@haochaping/shared/contracts';
import { fileSize } from '@haochaping/shared/domain/attachments';
import { Box, Press, Words } from '../../kit/elements.js';
import { ownCase as words } from '../words.js';
import { openFile } from './open-file.js';
import type { OwnFile } from './own-file.js';
import { Picture } from './picture.js';

/** Opens files of one's own case; says when that did not work, and shows what the page itself is to show. */
function useOpening() {
  const [opening, setOpening] = useState('');
  const [failed, setFailed] = useState(false);
  const [shown, setShown] = useState<{ path: string; address: string; name: string }>();
  useEffect(() => () => (shown ? URL.revokeObjectURL(shown.address) : undefined), [shown]);
  const open = async (file: OwnFile) => {
    if (opening) return;
    if (shown?.path === file.path) return setShown(undefined);
    setOpening(file.path);
    setFailed(false);
    const opened = await openFile(file);
    setOpening('');
    setFailed(!opened.ok);
    if (opened.ok && opened.shown) setShown({ path: file.path, address: opened.shown, name: file.name });
  };
  return { opening, failed, shown, open };
}

const Failed = ({ failed }: { failed: boolean }) => (
  <Box role="alert">{failed ? <Words className="problem">{words.fileFailed}</Words> : null}</Box>
);

interface OwnFilesProps {
  files: readonly CaseFile[];
  /** Of the case, behind `/api/v1`. */
  path: string;
  header: Record<string, string>;
}

/** The files of an answer, each by its name: a picture opens here, a PDF as a document. */
export function OwnFiles({ files, path, header }: OwnFilesProps) {
  const { opening, failed, shown, open } = useOpening();
  return (
    <Box label={words.files} role="group">
      {files.map(({ id, name, type, bytes }) => {
        const file = { path: `${path}/files/${id}`, header, name, type };
        return (
          <Box key={id}>
            <Press className="button quiet own-file" onPress={() => void open(file)}>
              {opening === file.path
                ? words.opening
                : `${name}（${type === 'application/pdf' ? 'PDF' : words.picture}，${fileSize(bytes)}）`}
            </Press>
            {shown?.path === file.path ? <Picture address={shown.address} name={name} /> : null}
          </Box>
        );
      })}
      <Failed failed={failed} />
    </Box>
  );
}

/** The letter of reply, to be kept. */
export function OwnLetter({ path, header, number }: Omit<OwnFilesProps, 'files'> & { number: string }) {
  const { opening, failed, open } = useOpening();
  const letter: OwnFile = {
    path: `${path}/letter.pdf`,
    header,
    name: `${words.letter} ${number}.pdf`,
    type: 'application/pdf',
  };
  return (
    <Box>
      <Box className="actions">
        <Press className="button quiet" onPress={() => void open(letter)}>
          {opening ? words.opening : words.openLetter}
        </Press>
      </Box>
      <Failed failed={failed} />
    </Box>
  );
}
