import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Box, Words } from '../../kit/elements.js';
import { LinkRow } from '../citizen/parts/frame.js';
import { figures as words } from './words.js';

/** The open data of a month. A mini-program opens no files of this kind: it copies where they are. */
export function Files({ month }: { month: string }) {
  const [said, setSaid] = useState('');
  const copy = (end: string, name: string) =>
    Taro.setClipboardData({ data: `${API_BASE}/open-data/${month}.${end}` }).then(
      () => setSaid(words.copied(name)),
      () => setSaid(words.copyFailed),
    );
  return (
    <Box>
      <Words className="hint">{words.copyHint}</Words>
      <Box role="list" className="rows">
        {words.files.map(({ end, name }) => (
          <LinkRow key={end} title={name} onPress={() => void copy(end, name)} />
        ))}
      </Box>
      <Box role="status">{said ? <Words className="hint">{said}</Words> : null}</Box>
    </Box>
  );
}
