import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { FormError } from './form.js';
import { isShort, WordsField } from './words-field.js';

const LEAST_WORDS = 5;

interface WordsFormProps {
  name: string;
  className?: string;
  label: string;
  hint: string;
  /** The name of the words in what is sent. */
  field: string;
  /** Fields besides that tell their own faults. */
  others?: readonly string[];
  /** What the button says that sends it. */
  action: string;
  deed: { error: Error | null; isPending: boolean };
  /** Called with words enough, as they were written. */
  onSend: (words: string) => void;
  /** For a form that can be left again. */
  onDone?: () => void;
  /** Below the words. @param tried whether it was to be sent before, so that faults are said */
  children?: (tried: boolean) => ReactNode;
}

/** A step that wants words of a least length. */
export function WordsForm(props: WordsFormProps) {
  const { name, className, label, hint, field, others = [], action, deed, onSend, onDone, children } = props;
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <form
      className={className}
      aria-label={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isShort(words, LEAST_WORDS)) onSend(words);
      }}
    >
      <WordsField
        label={label}
        hint={hint}
        least={LEAST_WORDS}
        tried={tried}
        error={deed.error}
        field={field}
        value={words}
        onChange={setWords}
      />
      {children?.(tried)}
      <FormError error={deed.error} fields={[field, ...others]} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={deed.isPending}>
          {action}
        </Button>
        {onDone && <Button onClick={onDone}>先不</Button>}
      </div>
    </form>
  );
}
