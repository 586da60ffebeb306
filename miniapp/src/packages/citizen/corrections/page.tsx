import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { CorrectionInput, CorrectionList, CorrectionView } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Area, Box, Words } from '../../../kit/elements.js';
import { Radios } from '../../../kit/form/radios.js';
import { dayOf } from '../../../lib/when.js';
import { Asked, LinkRow, open, OwnPage, Part, Problem } from '../parts/frame.js';
import { useDeed, useMyList } from '../parts/use-mine.js';
import { corrections as words, shared } from '../parts/words.js';

type FieldName = CorrectionInput['field'];
const FIELDS: readonly FieldName[] = ['name', 'certificate', 'phone', 'handler', 'other'];
const LEAST = 4;
const MOST = 500;

function Ask({ receipt, onSent }: { receipt: string | undefined; onSent: () => void }) {
  const [field, setField] = useState<FieldName>('name');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const [sent, setSent] = useState(false);
  const { act, working, problem } = useDeed();
  const send = () => {
    const fault = text.trim().length >= LEAST ? '' : words.textWrong;
    setWrong(fault);
    if (fault || working) return;
    const data: CorrectionInput = { field, text: text.trim(), ...(receipt ? { receipt } : {}) };
    void act('/me/data/corrections', { method: 'POST', data }, () => {
      setText('');
      setSent(true);
      onSent();
    });
  };
  return (
    <Part title={words.ask}>
      {receipt ? <Words className="hint">{words.about(receipt)}</Words> : null}
      <Radios
        title={words.field}
        options={FIELDS.map((value) => ({ value, name: words.fields[value] }))}
        chosen={field}
        onChoose={setField}
      />
      <Area
        className="area"
        label={words.text}
        placeholder={words.text}
        value={text}
        most={MOST}
        onChange={setText}
      />
      <Words className="hint">{words.textHint}</Words>
      <Problem text={wrong || problem} />
      <Box role="status">{sent ? <Words className="hint">{words.sent}</Words> : null}</Box>
      <Box className="actions">
        <Button kind="primary" disabled={working} onPress={send}>
          {working ? words.sending : words.send}
        </Button>
      </Box>
    </Part>
  );
}

function Told({ correction, onChanged }: { correction: CorrectionView; onChanged: () => void }) {
  const { id, fieldName, text, receipt, stateName, askedAt, answer, office, may } = correction;
  const { act, working, problem } = useDeed();
  const withdraw = () => void act(`/me/data/corrections/${id}`, { method: 'DELETE' }, onChanged);
  const hint = [dayOf(askedAt, new Date()), ...(receipt ? [words.ofRating(receipt)] : [])].join(' · ');
  return (
    <Box role="listitem" className="entry">
      <Box className="entry-line">
        <Box className="entry-body">
          <Words className="entry-title">{words.line(fieldName, stateName)}</Words>
          <Words className="hint">{hint}</Words>
        </Box>
        {may.includes('withdraw') ? (
          <Button small disabled={working} label={words.withdrawNamed(fieldName)} onPress={withdraw}>
            {working ? shared.working : words.withdraw}
          </Button>
        ) : null}
      </Box>
      <Words className="paragraph">{text}</Words>
      {answer ? <Words className="answer">{words.answer(office, answer)}</Words> : null}
      <Problem text={problem} />
    </Box>
  );
}

function Corrections({ receipt }: { receipt: string | undefined }) {
  const { mine, reload } = useMyList<CorrectionList>('/me/data/corrections');
  return (
    <Box>
      <Box role="list" className="rows">
        <LinkRow title={words.phone} onPress={() => open('phone')} />
        <LinkRow title={words.realName} onPress={() => open('real-name')} />
      </Box>
      <Ask receipt={receipt} onSent={reload} />
      <Part title={words.list}>
        <Asked mine={mine} onRetry={reload}>
          {({ items }) =>
            items.length === 0 ? (
              <Words className="hint">{words.none}</Words>
            ) : (
              <Box role="list">
                {items.map((correction) => (
                  <Told key={correction.id} correction={correction} onChanged={reload} />
                ))}
              </Box>
            )
          }
        </Asked>
      </Part>
    </Box>
  );
}

/** Putting right what is held about oneself. */
export default function CorrectionsPage() {
  const { receipt } = useRouter().params;
  return (
    <OwnPage name="corrections" title={words.title} lead={words.lead}>
      <Corrections receipt={receipt} />
    </OwnPage>
  );
}
