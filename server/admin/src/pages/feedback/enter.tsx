import { Button, Checkbox, DatePicker, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FeedbackEntryInput, FeedbackView } from '@haochaping/shared/contracts';
import {
  ENTERED_WAYS,
  FEEDBACK_ABOUT_NAMES,
  FEEDBACK_WAY_NAMES,
  type FeedbackAbout,
  type FeedbackTopic,
} from '@haochaping/shared/domain/feedback';
import { useRegions } from '../../api/directory.js';
import { entryFiles, useEnterFeedback } from '../../api/feedback.js';
import { useSession } from '../../api/session.js';
import { dayOf } from '../../format.js';
import { FileField, filesHint, FILES_LABEL, idsOf, STILL_SENDING } from '../../ui/files/file-field.js';
import { Field, FormError, faultOf } from '../../ui/form/form.js';
import { isShort, WordsField } from '../../ui/form/words-field.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { Unsaved } from '../../ui/unsaved.js';
import { TOPIC_OPTIONS } from './controls.js';
import { PlaceSelect, type PlaceChoice } from './place-select.js';
import './feedback.css';

type Way = FeedbackEntryInput['way'];
const KINDS: readonly FeedbackAbout[] = ['nothing', 'place', 'policy', 'person'];
const FIELDS = ['way', 'cameOn', 'about', 'regionCode', 'topic', 'text', 'phone', 'files'] as const;

/** What is filled in; everything that must be chosen is chosen by a person. */
interface Form {
  way: Way | undefined;
  cameOn: string;
  kind: FeedbackAbout;
  place: PlaceChoice | null;
  name: string;
  regionCode: string;
  topic: FeedbackTopic | undefined;
  text: string;
  phone: string;
  agreed: boolean;
  files: string;
}

function aboutOf({ kind, place, name }: Form): FeedbackEntryInput['about'] | null {
  if (kind === 'place') return place && { kind, place };
  if (kind === 'nothing') return { kind };
  return name.trim().length < 2 ? null : { kind, name };
}

/** As it is sent; null while something is missing. */
function inputOf(form: Form, entryId: string): FeedbackEntryInput | null {
  const { way, cameOn, regionCode, topic, text, phone, agreed, files } = form;
  const about = aboutOf(form);
  if (!way || !topic || !about || isShort(text, 5) || files === STILL_SENDING) return null;
  return {
    entryId,
    way,
    cameOn,
    about,
    topic,
    text,
    agreed,
    files: idsOf(files),
    ...(form.kind === 'place' ? {} : { regionCode }),
    ...(phone.trim() ? { phone } : {}),
  };
}

function AboutFields({
  form,
  tried,
  error,
  set,
}: {
  form: Form;
  tried: boolean;
  error: Error | null;
  set: (changes: Partial<Form>) => void;
}) {
  const { data: regions = [] } = useRegions();
  const { kind, place, name, regionCode } = form;
  const fault = (tried && !aboutOf(form) ? '请选，或写几个字。' : undefined) ?? faultOf(error, 'about');
  return (
    <>
      <Field label="说的是">
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={kind}
            options={KINDS.map((value) => ({ value, label: FEEDBACK_ABOUT_NAMES[value] }))}
            onChange={({ target }) => set({ kind: target.value as FeedbackAbout })}
          />
        )}
      </Field>
      {kind === 'place' && (
        <Field label="是哪里" fault={fault}>
          {(wiring) => (
            <PlaceSelect wiring={wiring} value={place} onChange={(next) => set({ place: next })} />
          )}
        </Field>
      )}
      {(kind === 'policy' || kind === 'person') && (
        <Field
          label={kind === 'policy' ? '是哪项政策' : '是谁'}
          hint={kind === 'person' ? '有工号写工号；没有就照信上写。' : undefined}
          fault={fault}
        >
          {(wiring) => (
            <Input
              {...wiring}
              value={name}
              maxLength={80}
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </Field>
      )}
      {kind !== 'place' && (
        <Field label="是哪里的事" fault={faultOf(error, 'regionCode')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={regionCode}
              options={regions}
              onChange={(code) => set({ regionCode: code })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function Form({ onEntered }: { onEntered: (view: FeedbackView) => void }) {
  const { regionCodes } = useSession();
  const [entryId] = useState(() => crypto.randomUUID());
  const [form, setForm] = useState<Form>({
    way: undefined,
    cameOn: dayOf(new Date()),
    kind: 'nothing',
    place: null,
    name: '',
    regionCode: regionCodes[0] ?? '350400',
    topic: undefined,
    text: '',
    phone: '',
    agreed: false,
    files: '',
  });
  const [tried, setTried] = useState(false);
  const enter = useEnterFeedback();
  const { error } = enter;
  const set = (changes: Partial<Form>) => setForm((before) => ({ ...before, ...changes }));
  const send = () => {
    setTried(true);
    const input = inputOf(form, entryId);
    if (input) enter.mutate(input, { onSuccess: onEntered });
  };
  return (
    <form
      className="card feedback-move"
      aria-label="录入意见"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label="怎么来的" fault={tried && !form.way ? '请选是怎么来的。' : faultOf(error, 'way')}>
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={form.way}
            options={ENTERED_WAYS.map((value) => ({ value, label: FEEDBACK_WAY_NAMES[value] }))}
            onChange={({ target }) => set({ way: target.value as Way })}
          />
        )}
      </Field>
      <Field label="哪天来的" fault={faultOf(error, 'cameOn')}>
        {(wiring) => (
          <DatePicker
            {...wiring}
            allowClear={false}
            maxDate={dayjs(dayOf(new Date()))}
            value={dayjs(form.cameOn)}
            onChange={(day) => set({ cameOn: dayjs(day).format('YYYY-MM-DD') })}
          />
        )}
      </Field>
      <AboutFields form={form} tried={tried} error={error} set={set} />
      <Field label="哪方面" fault={tried && !form.topic ? '请选是哪方面的。' : faultOf(error, 'topic')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={form.topic ?? null}
            options={TOPIC_OPTIONS}
            onChange={(topic) => set({ topic })}
          />
        )}
      </Field>
      <WordsField
        label="意见"
        hint="照原话写，不替他改。"
        least={5}
        tried={tried}
        error={error}
        field="text"
        value={form.text}
        onChange={(text) => set({ text })}
      />
      <Field
        label="写的人留的手机号（没留就空着）"
        hint="加密保存，转成投诉时用来回访；系统不会给这个号码发短信。"
        fault={faultOf(error, 'phone')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            inputMode="tel"
            autoComplete="off"
            value={form.phone}
            onChange={({ target }) => set({ phone: target.value })}
          />
        )}
      </Field>
      <Field label={FILES_LABEL} hint={filesHint('来信、意见条的照片或扫描，只有中心看得到。')}>
        {(wiring) => (
          <FileField path={entryFiles(entryId)} wiring={wiring} onChange={(files) => set({ files })} />
        )}
      </Field>
      <Checkbox checked={form.agreed} onChange={({ target }) => set({ agreed: target.checked })}>
        写的人同意答复以后公开
      </Checkbox>
      <FormError error={error} fields={FIELDS} />
      <Unsaved changed={[form.text, form.name, form.phone, form.files].some(Boolean)} />
      <div className="feedback-deeds">
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          录好了
        </Button>
      </div>
    </form>
  );
}

/** What came by the box, a letter, a call: written down by the centre as it came. */
export function Component() {
  const back = useWayBack('/feedback');
  const [entered, setEntered] = useState<FeedbackView[]>([]);
  const [last] = entered;
  return (
    <Page
      title="录入来信来电"
      lead="意见箱、信件、邮箱、热线、监督平台来的意见，录进来一起办。答复以后，请写信或打电话告诉本人。"
      actions={<Button onClick={back}>回到列表</Button>}
    >
      <div className="feedback">
        {last && (
          <p className="notice" data-tone="good" role="status">
            录好了：<Link to={`/feedback/${last.id}`}>{last.number}</Link>。可以接着录下一条。
          </p>
        )}
        <Form key={entered.length} onEntered={(view) => setEntered((before) => [view, ...before])} />
      </div>
    </Page>
  );
}
