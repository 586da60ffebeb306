import { useEffect, useState } from 'react';
import { openFile } from './open-file.js';
import type { OwnFile } from './own-file.js';

/** Opens files of one's own case; says when that did not work, and shows what the page itself is to show. */
export function useOpening() {
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
