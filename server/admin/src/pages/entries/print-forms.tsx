import { Button, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { MOST_FORMS, type FormPlace } from '@haochaping/shared/domain/rating/entered';
import { usePrintForms } from '../../api/entries.js';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

const FOLDER = { window: 'windows', hall: 'halls' } as const satisfies Record<FormPlace, string>;
const KINDS = [
  { value: 'window', label: '窗口' },
  { value: 'hall', label: '大厅、服务点' },
] as const;

/** Forms for one window or service point, each with its own number. */
export function PrintForms() {
  const print = usePrintForms();
  const [kind, setKind] = useState<FormPlace>('window');
  const [code, setCode] = useState<string | null>(null);
  const [count, setCount] = useState(20);
  const { error, data } = print;
  return (
    <div className="entry">
      {data && (
        <p className="notice" data-tone="good" role="status">
          做好了 {data.count} 张，给{data.title}的，已经存成 PDF。用 A5 纸打印，一张一页。
        </p>
      )}
      <form
        className="card entry-form"
        aria-label="印评价表"
        onSubmit={(event) => {
          event.preventDefault();
          if (code) print.mutate({ kind, code, count });
        }}
      >
        <Field label="给哪里用" fault={faultOf(error, 'code')}>
          {(wiring) => (
            <>
              <Segmented
                aria-label="是哪一种"
                value={kind}
                options={[...KINDS]}
                onChange={(next) => {
                  setKind(next);
                  setCode(null);
                }}
              />
              <DirectorySelect {...wiring} key={kind} kind={FOLDER[kind]} value={code} onChange={setCode} />
            </>
          )}
        </Field>
        <Field
          label="几张"
          hint={`一次最多 ${MOST_FORMS} 张；每张一个编号，只能用一次，请不要复印。`}
          fault={faultOf(error, 'count')}
        >
          {(wiring) => (
            <InputNumber
              {...wiring}
              min={1}
              max={MOST_FORMS}
              precision={0}
              value={count}
              onChange={(next) => setCount(next ?? 1)}
            />
          )}
        </Field>
        <FormError error={error} fields={['code', 'count']} />
        <div className="entry-deeds">
          <Button type="primary" htmlType="submit" disabled={!code} loading={print.isPending}>
            做成 PDF
          </Button>
        </div>
      </form>
    </div>
  );
}
