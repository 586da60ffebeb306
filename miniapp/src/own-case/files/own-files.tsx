import type { CaseFile } from '@haochaping/shared/contracts';
import { fileSize } from '@haochaping/shared/domain/attachments';
import { Box, Press, Words } from '../../kit/elements.js';
import { ownCase as words } from '../words.js';
import type { OwnFile } from './own-file.js';
import { Picture } from './picture.js';
import { useOpening } from './use-opening.js';

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
