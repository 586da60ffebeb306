import { Button, Checkbox, Radio, Select } from 'antd';
import { useState } from 'react';
import type { CaseCommandInput, CaseView } from '@haochaping/shared/contracts';
import { useCaseOfficers, useMoveCase, useSimilarCases } from '../../api/cases.js';
import { ApiError } from '../../api/client.js';
import { formatRatedOn } from '../../format.js';
import { DayInput } from '../../ui/form/day-input.js';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import { Field, FormError, faultOf, type Wiring } from '../../ui/form/form.js';
import { OfficerSelect } from '../../ui/form/officer-select.js';
import { WordsInput } from '../../ui/form/words-field.js';
import { answeredToEvaluator } from '@haochaping/shared/domain/cases/told';
import type { AnswerKind } from '@haochaping/shared/domain/cases/events';
import { useShortcut } from '../../ui/shortcuts.js';
import { filesOfCase, withdrawFile } from '../../api/files/files.js';
import { FileField, idsOf, STILL_SENDING } from '../../ui/files/file-field.js';
import { formOf, isStaffMove, type MoveField } from './move-forms.js';

type StaffMove = CaseCommandInput['type'];
type Values = Readonly<Record<string, string>>;

interface ControlProps {
  field: MoveField;
  caseId: string;
  wiring: Wiring;
  value: string;
  /** Of the whole form. */
  values: Values;
  onChange: (value: string) => void;
}

/** Who handles it: of its department, or among those who lead. */
function Officer({ caseId, wiring, value, values, onChange }: Omit<ControlProps, 'field'>) {
  const officers = useCaseOfficers(caseId, values.side === 'lead' ? 'lead' : 'department');
  return <OfficerSelect {...wiring} officers={officers} value={value} onChange={onChange} />;
}

function CaseSelect({ caseId, wiring, value, onChange }: Omit<ControlProps, 'field' | 'values'>) {
  const { data, isPending } = useSimilarCases(caseId);
  return (
    <Select
      {...wiring}
      value={value || null}
      loading={isPending}
      placeholder="选更早的那一件"
      notFoundContent="没有找到同一个人、同一件事还在办的"
      optionRender={({ label }) => <span className="case-option">{label}</span>}
      options={
        data?.items.map(({ id, number, title, week, phaseName }) => ({
          value: id,
          label: `${number}，${phaseName}；${formatRatedOn(week, 'short')} ${title}`,
        })) ?? []
      }
      onChange={onChange}
    />
  );
}

function Control({ field, caseId, wiring, value, values, onChange }: ControlProps) {
  switch (field.kind) {
    case 'words':
      return <WordsInput wiring={wiring} value={value} onChange={onChange} />;
    case 'choice':
      return (
        <Radio.Group
          {...wiring}
          className="case-choice"
          value={value}
          options={Object.entries(field.options ?? {}).map(([of, label]) => ({ value: of, label }))}
          onChange={(event) => onChange(String(event.target.value))}
        />
      );
    case 'day':
      return <DayInput {...wiring} value={value} first={1} onChange={onChange} />;
    case 'case':
      return <CaseSelect caseId={caseId} wiring={wiring} value={value} onChange={onChange} />;
    case 'files':
      return <FileField path={filesOfCase(caseId)} wiring={wiring} onChange={onChange} />;
    case 'officer':
      return <Officer caseId={caseId} wiring={wiring} value={value} values={values} onChange={onChange} />;
    case 'tick':
      return (
        <Checkbox
          {...wiring}
          checked={value === TICKED}
          onChange={(event) => onChange(event.target.checked ? TICKED : '')}
        >
          同意
        </Checkbox>
      );
    case 'institution':
      return (
        <DirectorySelect
          {...wiring}
          kind="institutions"
          none="选一个部门"
          value={value || null}
          onChange={(code) => onChange(code ?? '')}
        />
      );
  }
}

const TICKED = 'yes';

/** What a form begins with: of a choice the first where one is not asked. */
const begun = (fields: readonly MoveField[]): Values =>
  Object.fromEntries(
    fields.flatMap(({ name, options, ofLead }) =>
      ofLead ? [[name, Object.keys(options ?? {})[0] ?? '']] : [],
    ),
  );

/** The first field that must be filled and is not. */
const lacking = (fields: readonly MoveField[], values: Values) =>
  fields.find(({ name, optional }) => !optional && !values[name]?.trim());

function commandOf(type: StaffMove, fields: readonly MoveField[], values: Values): CaseCommandInput {
  const filled = fields.flatMap(({ name, kind }) => {
    const value = values[name];
    if (!value) return [];
    return [[name, kind === 'tick' ? true : kind === 'files' ? idsOf(value) : value]];
  });
  return { type, ...Object.fromEntries(filled) } as CaseCommandInput;
}

interface MoveProps {
  view: CaseView;
  type: StaffMove;
  name: string;
  onClose: () => void;
  onReadAgain: () => void;
}

/** What the lead has to know before it gives a case to somebody. */
function Before({ view: { served }, type, values }: { view: CaseView; type: StaffMove; values: Values }) {
  const gives = type === 'reassign' || (type === 'name_officer' && values.side !== 'lead');
  if (!gives || !served?.few) return null;
  return (
    <div className="notice" data-tone="care" role="note">
      <p>
        那两周办过这件事的只有{served.people}
        个人，这样交办，对方可能猜出是谁。可以先回访，问一问本人愿不愿意；定了照样可以交办，会留下记录。
      </p>
    </div>
  );
}

/** The answer as the one who gave the rating will read it. */
function Preview({ type, values, to }: { type: StaffMove; values: Values; to: string }) {
  const { kind, text } = values;
  if (type !== 'answer' || !kind || !text?.trim()) return null;
  return (
    <figure className="case-preview">
      <figcaption>{to}会读到</figcaption>
      <p>{answeredToEvaluator(kind as AnswerKind)}</p>
      <blockquote className="said">{text}</blockquote>
    </figure>
  );
}

/** One move: what it does, what it asks for, and the answer of the server where it was asked. What was typed stays. */
function Move({ view, type, name, onClose, onReadAgain }: MoveProps) {
  const { lead, fields } = formOf(type, view);
  const [values, setValues] = useState<Values>(() => begun(fields));
  const asked = fields.filter(({ ofLead }) => !ofLead || view.served !== null);
  const [sent, setSent] = useState(false);
  const move = useMoveCase(view.id);
  const missing = sent ? lacking(fields, values) : undefined;
  const sending = Object.values(values).includes(STILL_SENDING);
  const send = () => {
    setSent(true);
    if (sending || lacking(fields, values)) return;
    move.mutate({ version: view.version, command: commandOf(type, fields, values) }, { onSuccess: onClose });
  };
  const giveUp = () => {
    for (const id of idsOf(values.attachments)) void withdrawFile(filesOfCase(view.id), id);
    onClose();
  };
  const conflict = move.error instanceof ApiError && move.error.status === 409;
  return (
    <form
      className="case-move"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>{lead}</p>
      <Before view={view} type={type} values={values} />
      {asked.map((field) => (
        <Field
          key={field.name}
          label={field.label}
          hint={field.hint}
          fault={
            missing?.name === field.name
              ? `请填“${field.label}”。`
              : faultOf(move.error, `command.${field.name}`)
          }
        >
          {(wiring) => (
            <Control
              field={field}
              caseId={view.id}
              wiring={wiring}
              value={values[field.name] ?? ''}
              values={values}
              onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
            />
          )}
        </Field>
      ))}
      <Preview type={type} values={values} to={view.level === null ? '投诉的人' : '评价人'} />
      <FormError error={move.error} fields={fields.map((field) => `command.${field.name}`)} />
      <div className="case-deeds">
        <Button type="primary" htmlType="submit" loading={move.isPending} disabled={sending}>
          {sending ? '附件还在传' : name}
        </Button>
        {conflict && <Button onClick={onReadAgain}>看看现在办到哪一步</Button>}
        <Button onClick={giveUp}>先不</Button>
      </div>
    </form>
  );
}

const NUMBERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** What this account may do now, as the server says; one at a time. */
export function Moves({ view, onReadAgain }: Pick<MoveProps, 'view' | 'onReadAgain'>) {
  const [open, setOpen] = useState<StaffMove>();
  const moves = view.moves.flatMap(({ type, name }) => (isStaffMove(type) ? [{ type, name }] : []));
  const chosen = moves.find(({ type }) => type === open);
  useShortcut(
    NUMBERS,
    '1 至 9',
    '打开第几步',
    ({ key }) => setOpen(moves[NUMBERS.indexOf(key)]?.type),
    chosen === undefined,
  );
  return (
    <section className="card" aria-labelledby="moves">
      <h2 id="moves">{view.mine ? '等您办' : '可以做的'}</h2>
      {moves.length === 0 && <p className="aside">现在没有您要办的。</p>}
      {chosen ? (
        <Move
          key={chosen.type}
          view={view}
          {...chosen}
          onClose={() => setOpen(undefined)}
          onReadAgain={onReadAgain}
        />
      ) : (
        <div className="case-deeds">
          {moves.map(({ type, name }, index) => (
            <Button
              key={type}
              type={view.mine && index === 0 ? 'primary' : 'default'}
              onClick={() => setOpen(type)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
