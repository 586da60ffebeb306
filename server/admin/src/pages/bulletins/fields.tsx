import { Input } from 'antd';
import { Field, faultOf } from '../../ui/form/form.js';
import { isShort, WordsField } from '../../ui/form/words-field.js';

/** What is told of a case. */
export interface Written {
  title: string;
  facts: string;
  handling: string;
}

const LEAST_TITLE = 5;
const LEAST_FACTS = 10;
const LEAST_HANDLING = 5;

/** Whether enough is written to be sent. */
export const isWritten = ({ title, facts, handling }: Written): boolean =>
  !isShort(title, LEAST_TITLE) && !isShort(facts, LEAST_FACTS) && !isShort(handling, LEAST_HANDLING);

interface WrittenFieldsProps {
  written: Written;
  onChange: (written: Written) => void;
  tried: boolean;
  error: Error | null;
  /** Where the fields stand in what is sent. */
  under?: string;
}

/** Title, facts and what was done. */
export function WrittenFields({ written, onChange, tried, error, under = '' }: WrittenFieldsProps) {
  const fault = tried && isShort(written.title, LEAST_TITLE) ? '请写标题，至少5个字。' : undefined;
  return (
    <>
      <Field label="标题" fault={fault ?? faultOf(error, `${under}title`)}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={60}
            value={written.title}
            onChange={({ target }) => onChange({ ...written, title: target.value })}
          />
        )}
      </Field>
      <WordsField
        label="发生了什么"
        hint="不写谁评的、谁办的、几时几分。像电话、姓名、时刻的，发出去时会再隐去。"
        least={LEAST_FACTS}
        tried={tried}
        error={error}
        field={`${under}facts`}
        value={written.facts}
        onChange={(facts) => onChange({ ...written, facts })}
      />
      <WordsField
        label="怎样处理的"
        hint="处理的结果，以后怎样做。"
        least={LEAST_HANDLING}
        tried={tried}
        error={error}
        field={`${under}handling`}
        value={written.handling}
        onChange={(handling) => onChange({ ...written, handling })}
      />
    </>
  );
}
