import { useState, type ReactNode } from 'react';
import { Box, Press, Words } from '../../kit/elements.js';

/** Something more below its name, closed until somebody wants it. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Box className="fold">
      <Press className="row fold-row" expanded={open} onPress={() => setOpen(!open)}>
        <Words className="fold-title">{title}</Words>
        <FoldMark open={open} />
      </Press>
      {open ? children : null}
    </Box>
  );
}

export const FoldMark = ({ open }: { open: boolean }) => (
  <Box role="picture" className={`chevron ${open ? 'fold-open' : 'fold-shut'}`} />
);
