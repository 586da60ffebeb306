import { Button, Checkbox, DatePicker, Input, Radio } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FormEntered, PaperFormView } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, NATIONAL_OPTIONS, type Level } from '@haochaping/shared/domain/rating/levels';
import { filesOfForm, useEnterForm, useFindForm } from '../../api/entries.js';
import { dayOf } from '../../format.js';
import { FileField, filesHint, idsOf, STILL_SENDING } from '../../ui/files/file-field.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { WordsInput } from '../../ui/form/words-field.js';
import { LevelMark } from '../../ui/marks.js';
import { ErrorNotice } from '../../ui/notices.js';

const LEVELS: readonly Level[] = [5, 4, 3, 2, 1];
const FIELDS = ['ratedOn', 'level', 'options', 'text', 'files'] as const;

interface FoundProps {
  form: PaperFormView;
  onEntered: (entered: FormEntered) => void;
}

/** The fields of the paper, in its order. */
function Entry({ form, onEntered }: FoundProps) {
  const enter = useEnterForm(form.number);
  const [ratedOn, setRatedOn] = useState('');
  const [level, setLevel] = useState<Level>();
  const [options, setOptions] = useState<string[]>([]);
  const [text, setText] = useState('');
  const [files, setFiles] = useState('');
  const [tried, setTried] = useState(false);
  const { error } = enter;
  const missing = (lacks: boolean, words: string) => (tried && lacks ? words : undefined);
  const send = () => {
    setTried(true);
    if (!level || !ratedOn || !files || files === STILL_SENDING) return;
    enter.mutate({ ratedOn, level, options, text, files: idsOf(files) }, { onSuccess: onEntered });
  };
  return (
    <form
      className="card entry-form"
      aria-label="照表录入"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="entry-place">
        {form.title}
        <span className="aside">{form.place}</span>
      </p>
      <Field
        label="满意吗"
        fault={missing(!level, '请选表上勾的那一个；一个也没勾的，不录。') ?? faultOf(error, 'level')}
      >
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={level}
            options={LEVELS.map((value) => ({
              value,
              label: <LevelMark level={value} name={LEVEL_NAMES[value]} />,
            }))}
            onChange={({ target }) => {
              setLevel(target.value as Level);
              setOptions([]);
            }}
          />
        )}
      </Field>
      <Field
        label="哪天评的"
        hint="照表上写的日期。"
        fault={missing(!ratedOn, '请选表上写的日期。') ?? faultOf(error, 'ratedOn')}
      >
        {(wiring) => (
          <DatePicker
            {...wiring}
            minDate={dayjs(form.printedOn)}
            maxDate={dayjs(dayOf(new Date()))}
            value={ratedOn ? dayjs(ratedOn) : null}
            onChange={(day) => setRatedOn(day?.format('YYYY-MM-DD') ?? '')}
          />
        )}
      </Field>
      {level && (
        <Field label="勾的原因（没勾就不选）" fault={faultOf(error, 'options')}>
          {(wiring) => (
            <div {...wiring}>
              <Checkbox.Group
                className="entry-options"
                value={options}
                options={NATIONAL_OPTIONS.byLevel[level].map(({ code, label }) => ({ value: code, label }))}
                onChange={setOptions}
              />
            </div>
          )}
        </Field>
      )}
      <Field label="写的话（没写就空着）" hint="照原话写，不替他改。" fault={faultOf(error, 'text')}>
        {(wiring) => <WordsInput wiring={wiring} value={text} onChange={setText} />}
      </Field>
      <Field
        label="原表的照片"
        hint={filesHint('整张拍清楚，编号要看得见。')}
        fault={missing(!files, '请先拍下评价表，传上照片。') ?? faultOf(error, 'files')}
      >
        {(wiring) => <FileField path={filesOfForm(form.number)} wiring={wiring} onChange={setFiles} />}
      </Field>
      <FormError error={error} fields={FIELDS} />
      <div className="entry-deeds">
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          录好了
        </Button>
      </div>
    </form>
  );
}

/** What may be done with the form that was found. */
function Found(props: FoundProps) {
  const { number, ratingId, refused } = props.form;
  if (ratingId)
    return (
      <p className="notice" role="status">
        {number} 已经录过了，一张表只录一次。<Link to={`/ratings/${ratingId}`}>看这条评价</Link>
      </p>
    );
  if (refused)
    return (
      <p className="notice" data-tone="bad" role="alert">
        {refused}
      </p>
    );
  return <Entry key={number} {...props} />;
}

/** One form after the other: its number, then what stands on it. */
export function EnterForms() {
  const find = useFindForm();
  const [number, setNumber] = useState('');
  const [last, setLast] = useState<FormEntered>();
  return (
    <div className="entry">
      {last && (
        <p className="notice" data-tone="good" role="status">
          录好了：<Link to={`/ratings/${last.ratingId}`}>{last.number}</Link>，{last.levelName}
          。可以接着录下一张。
        </p>
      )}
      <form
        className="card entry-form"
        aria-label="找评价表"
        onSubmit={(event) => {
          event.preventDefault();
          setLast(undefined);
          if (number.trim()) find.mutate(number.trim());
        }}
      >
        <Field label="评价表编号" hint="在表的右下角，ZB 开头。" fault={faultOf(find.error, 'number')}>
          {(wiring) => (
            <div className="entry-number">
              <Input
                {...wiring}
                value={number}
                maxLength={20}
                autoComplete="off"
                placeholder="ZB-"
                onChange={({ target }) => setNumber(target.value)}
              />
              <Button htmlType="submit" type={find.data ? 'default' : 'primary'} loading={find.isPending}>
                找这张表
              </Button>
            </div>
          )}
        </Field>
        {find.error && !faultOf(find.error, 'number') && <ErrorNotice error={find.error} />}
      </form>
      {find.data && (
        <Found
          form={find.data}
          onEntered={(entered) => {
            setLast(entered);
            setNumber('');
            find.reset();
          }}
        />
      )}
    </div>
  );
}
