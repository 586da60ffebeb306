import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { shared as words } from './words.js';

/** A code to hand on or to keep: to read, and to copy. */
export function CodeShown({ code }: { code: string }) {
  const [said, setSaid] = useState('');
  const copy = () =>
    Taro.setClipboardData({ data: code }).then(
      () => setSaid(words.copied),
      () => setSaid(words.copyFailed),
    );
  return (
    <Box className="code-block">
      <Words className="code-shown">{code}</Words>
      <Box className="actions">
        <Button small onPress={() => void copy()}>
          {words.copy}
        </Button>
      </Box>
      <Box role="status">{said ? <Words className="hint">{said}</Words> : null}</Box>
    </Box>
  );
}
