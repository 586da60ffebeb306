import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { Receipt } from '@haochaping/shared/contracts';
import { momentOf } from '../../lib/when.js';
import { Box, Press, Words } from '../../kit/elements.js';
import { done as words } from '../../words.js';

/** The receipt: its number, and a copy to keep. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const text = words.receiptText({
      number: receipt.number,
      level: receipt.levelName,
      place: receipt.place,
      at: momentOf(receipt.ratedAt, new Date()),
      digest: receipt.commitment,
    });
    try {
      await Taro.setClipboardData({ data: text });
      setSaid(words.copied);
    } catch {
      setSaid(words.copyFailed);
    }
  };
  return (
    <Box className="card receipt">
      <Words className="hint">{words.number}</Words>
      <Words className="number">{receipt.number}</Words>
      <Words className="hint">{words.numberHint}</Words>
      <Press className="button small quiet" onPress={() => void copy()}>
        {words.copy}
      </Press>
      <Box role="status" className="copied">
        {said ? <Words>{said}</Words> : null}
      </Box>
    </Box>
  );
}
