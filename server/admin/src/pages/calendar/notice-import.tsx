import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { NoticePreview } from '@haochaping/shared/contracts';
import { useImportNotice, usePreviewNotice } from '../../api/calendar.js';
import { ConfirmDialog } from '../../ui/confirm-button.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { ReadNotice } from './read-notice.js';

/** Finds the notice's number where the text gives it: 国办发明电〔2025〕7号. */
const NUMBER = /[\u4e00-\u9fff]{2,12}〔\d{4}〕\d{1,4}号/;
const LEAST_NUMBER = 4;

interface Confirm {
  preview: NoticePreview;
  text: string;
  onImported: (year: number) => void;
}

/** The number of the notice and the last question; what the server then says stands where it was asked. */
function ConfirmImport({ preview, text, onImported }: Confirm) {
  const commit = useImportNotice();
  const [source, setSource] = useState(() => NUMBER.exec(text)?.[0] ?? '');
  const [asked, setAsked] = useState<'number' | 'sure'>();
  const { year, replaces } = preview;
  const missing = asked === 'number' && source.trim().length < LEAST_NUMBER;
  const input = { year, text, source, seen: replaces?.revision ?? 0 };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        commit.reset();
        setAsked(source.trim().length < LEAST_NUMBER ? 'number' : 'sure');
      }}
    >
      <Field
        label="通知的文号"
        hint="写在通知标题下面，如 国办发明电〔2025〕7号；以后看得到日历依据的是哪一份。"
        fault={missing ? '请先写文号，以后要靠它找到这份通知。' : faultOf(commit.error, 'source')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            value={source}
            maxLength={60}
            onChange={(event) => setSource(event.target.value)}
          />
        )}
      </Field>
      <div className="form-actions">
        <Button type="primary" htmlType="submit">
          核对无误，导入
        </Button>
      </div>
      <ConfirmDialog
        open={asked === 'sure'}
        onClose={() => setAsked(undefined)}
        title={`导入${year}年的放假安排？`}
        action="导入"
        deed={commit}
        input={input}
        onDone={() => onImported(year)}
      >
        <p>
          从现在起，经过{year}年的期限都按它算，已经开始的也重新算。导入错了可以改好再导入一次，每一次都留着。
        </p>
      </ConfirmDialog>
    </form>
  );
}

/** Paste, read, compare, import: what was read belongs to the text it was read from, and goes when that is changed. */
export function NoticeImport({
  suggested,
  onImported,
}: {
  suggested: number;
  onImported: (year: number) => void;
}) {
  const [year, setYear] = useState<number | null>(suggested);
  const [text, setText] = useState('');
  const read = usePreviewNotice();
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      read.reset();
      set(value);
    };
  };
  const preview = read.data;
  return (
    <section className="card" aria-labelledby="import-title">
      <h2 id="import-title">导入放假安排</h2>
      <form
        className="form calendar-form"
        onSubmit={(event) => {
          event.preventDefault();
          read.mutate({ year: year ?? 0, text });
        }}
      >
        <Field label="哪一年" fault={faultOf(read.error, 'year')}>
          {(wiring) => (
            <InputNumber {...wiring} value={year} precision={0} controls={false} onChange={change(setYear)} />
          )}
        </Field>
        <Field
          label="通知全文"
          hint="国务院办公厅每年十一月前后发出的“部分节假日安排的通知”，从政府网站整篇复制过来。"
          fault={faultOf(read.error, 'text')}
        >
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              value={text}
              rows={8}
              onChange={(event) => change(setText)(event.target.value)}
            />
          )}
        </Field>
        <FormError error={read.error} fields={['year', 'text']} />
        <div className="form-actions">
          <Button type={preview ? 'default' : 'primary'} htmlType="submit" loading={read.isPending}>
            读一读，先不导入
          </Button>
        </div>
      </form>
      {preview && <ReadNotice preview={preview} />}
      {preview?.problems.length === 0 && (
        <ConfirmImport preview={preview} text={text} onImported={onImported} />
      )}
    </section>
  );
}
