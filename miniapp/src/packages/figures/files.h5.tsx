import { Box } from '../../kit/elements.js';
import { figures as words } from './words.js';

/** The open data of a month, each at an address that stays: a link, so that it can be kept and passed on, too. */
export function Files({ month }: { month: string }) {
  return (
    <Box role="list" className="rows">
      {words.files.map(({ end, name }) => (
        <Box key={end} role="listitem" className="item">
          <a
            className="row file-link"
            href={`${API_BASE}/open-data/${month}.${end}`}
            download={`${month}.${end}`}
          >
            {name}
          </a>
        </Box>
      ))}
    </Box>
  );
}
