import { Button, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AppealOffer } from '@haochaping/shared/contracts';
import { APPELLANT_NAMES, CLERK_APPEALS, type Appellant } from '@haochaping/shared/domain/appeals';
import { evidencePath, useAppealOffer, useFileAppeal, type AppealPlace } from '../api/appeals.js';
import { withdrawFile } from '../api/files/files.js';
import { useMay, useSession } from '../api/session.js';
import { formatMonthDay } from '../format.js';
import { FILES_LABEL, FileField, filesHint, idsOf, STILL_SENDING } from './files/file-field.js';
import { faultOf, Field, FormError } from './form/form.js';
import { isShort, WordsField } from './form/words-field.js';

interface CardProps {
  place: AppealPlace;
  id: string;
}

const LEAST_WORDS = 10;

interface ForWhomProps {
  appellants: AppealOffer['appellants'];
  value: Appellant;
  fault: string | undefined;
  onChange: (appellant: Appellant) => void;
}

/** For whom the institution appeals; asked only where there is a choice. */
function ForWhom({ appellants, value, fault, onChange }: ForWhomProps) {
  if (appellants.length < 2) return null;
  return (
    <Field label="为谁提出" fault={fault}>
      {(wiring) => (
        <Radio.Group
          {...wiring}
          value={value}
          options={appellants.map((one) => ({ value: one, label: APPELLANT_NAMES[one] }))}
          onChange={(event) => onChange(event.target.value as Appellant)}
        />
      )}
    </Field>
  );
}

interface FormProps extends CardProps, Pick<AppealOffer, 'appellants'> {
  onClose: () => void;
}

/** What the institution says against the rating; sent once, to the centre of the same level. */
function FileForm({ place, id, appellants, onClose }: FormProps) {
  const [appellant, setAppellant] = useState<Appellant>('institution');
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
      className="form"
      aria-label="申诉"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!short && !sending)
          file.mutate({ appellant, statement, attachments: idsOf(files) }, { onSuccess: onClose });
      }}
    >
      <ForWhom
        appellants={appellants}
        value={appellant}
        fault={faultOf(file.error, 'appellant')}
        onChange={setAppellant}
      />
      <WordsField
        label="申诉的理由"
        hint={`写清事实和依据${appellant === 'person' ? '，还有本人的意见' : ''}。不要写评价人是谁。`}
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
      <FormError error={file.error} fields={['appellant', 'statement', 'attachments']} />
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
  const { appeal, mayFile, appellants, until, why } = offer;
  if (appeal)
    return (
      <p>
        <Link to={`/appeals/${appeal.id}`}>
          {appeal.institutionName}为{appeal.appellantName}提的申诉，{appeal.stateName}
        </Link>
      </p>
    );
  if (!mayFile) return <p className="aside">{why}</p>;
  if (open) return <FileForm {...{ place, id, appellants }} onClose={() => setOpen(false)} />;
  return (
    <>
      <p className="aside">
        {`认为是误评或者恶意差评的，可以申诉，由同级行政服务中心决定；${
          until ? `最晚${formatMonthDay(until)}` : '送达后5个工作日内提出'
        }。申诉期间照常办理。`}
      </p>
      <Button onClick={() => setOpen(true)}>申诉</Button>
    </>
  );
}

/**
 * The appeal of the rated side, where one reads of a poor rating; whoever may not make one sees the one that is there, a window
 * clerk who makes it for them.
 */
export function AppealCard({ place, id }: CardProps) {
  const { role } = useSession();
  const ofClerk = role === 'window_clerk';
  const may = useMay('appeals.list');
  const mayFile = useMay('appeals.file');
  const { data: offer } = useAppealOffer(place, id, may);
  // A centre appeals where it is itself rated, and reads nothing of it elsewhere.
  const theirs = mayFile && (role !== 'center' || offer?.mayFile || offer?.until);
  const shown = offer && (theirs || offer.appeal) ? offer : undefined;
  if (!ofClerk && !shown) return null;
  return (
    <section className="card" aria-labelledby="appeal" aria-live="polite">
      <h2 id="appeal">申诉</h2>
      {ofClerk && <p className="aside">{CLERK_APPEALS}</p>}
      {shown && <Offer place={place} id={id} offer={shown} />}
    </section>
  );
}
