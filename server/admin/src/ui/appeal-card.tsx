import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AppealOffer } from '@haochaping/shared/contracts';
import { evidencePath, useAppealOffer, useFileAppeal, type AppealPlace } from '../api/appeals.js';
import { withdrawFile } from '../api/files/files.js';
import { useMay } from '../api/session.js';
import { formatMonthDay } from '../format.js';
import { FILES_LABEL, FileField, filesHint, idsOf, STILL_SENDING } from './files/file-field.js';
import { faultOf, Field, FormError } from './form/form.js';
import { isShort, WordsField } from './form/words-field.js';

interface CardProps {
  place: AppealPlace;
  id: string;
}

const LEAST_WORDS = 10;

/** What the institution says against the rating; sent once, to the centre of the same level. */
function FileForm({ place, id, onClose }: CardProps & { onClose: () => void }) {
  const [statement, setStatement] = useState('');
  const [files, setFiles] = useState('');
  const [asked, setAsked] = useState(false);
  const file = useFileAppeal(place, id);
  const path = evidencePath(place, id);
  const sending = files === STILL_SENDING;
  const giveUp = () => {
    for (const one of idsOf(files)) void withdrawFile(path, one);
    onClose();
  };
  const short = isShort(statement, LEAST_WORDS);
  return (
    <form
      aria-label="申诉"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!short && !sending) file.mutate({ statement, attachments: idsOf(files) }, { onSuccess: onClose });
      }}
    >
      <WordsField
        label="申诉的理由"
        hint="写清事实和依据。被评的是个人的，也由单位提出，请写明是本人的意见。不要写评价人是谁。"
        least={LEAST_WORDS}
        tried={asked}
        error={file.error}
        field="statement"
        value={statement}
        onChange={setStatement}
      />
      <Field
        label={FILES_LABEL}
        hint={filesHint('只有本单位和决定的单位看得到。')}
        fault={faultOf(file.error, 'attachments')}
      >
        {(wiring) => <FileField path={path} wiring={wiring} onChange={setFiles} />}
      </Field>
      <FormError error={file.error} fields={['statement', 'attachments']} />
      <div className="appeal-deeds">
        <Button type="primary" htmlType="submit" loading={file.isPending} disabled={sending}>
          {sending ? '附件还在传' : '提出申诉'}
        </Button>
        <Button onClick={giveUp}>先不</Button>
      </div>
    </form>
  );
}

function Offer({ place, id, offer }: CardProps & { offer: AppealOffer }) {
  const [open, setOpen] = useState(false);
  const { appeal, mayFile, until, why } = offer;
  if (appeal)
    return (
      <p>
        <Link to={`/appeals/${appeal.id}`}>
          {appeal.institutionName}的申诉，{appeal.stateName}
        </Link>
      </p>
    );
  if (!mayFile) return <p className="aside">{why}</p>;
  if (open) return <FileForm place={place} id={id} onClose={() => setOpen(false)} />;
  return (
    <>
      <p className="aside">
        认为是误评或者恶意差评的，可以申诉，由同级行政服务中心决定
        {until && `；最晚${formatMonthDay(until)}`}。申诉期间照常办理。
      </p>
      <Button onClick={() => setOpen(true)}>申诉</Button>
    </>
  );
}

/** The appeal of the rated side, where one reads of a poor rating; whoever may not make one sees the one that is there. */
export function AppealCard({ place, id }: CardProps) {
  const may = useMay('appeals.list');
  const mayFile = useMay('appeals.file');
  const { data: offer } = useAppealOffer(place, id, may);
  if (!offer || (!mayFile && !offer.appeal)) return null;
  return (
    <section className="card" aria-labelledby="appeal" aria-live="polite">
      <h2 id="appeal">申诉</h2>
      <Offer place={place} id={id} offer={offer} />
    </section>
  );
}
