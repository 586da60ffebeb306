import type { UseMutationResult } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from './notices.js';

interface ConfirmButtonProps<Input, Answer> {
  label: string;
  /** The question, naming whom or what it is about. */
  title: string;
  /** What will happen, in plain words. */
  children: ReactNode;
  /** The word on the button that does it. */
  action: string;
  danger?: boolean;
  size?: 'small';
  deed: Pick<UseMutationResult<Answer, Error, Input>, 'mutate' | 'isPending' | 'error' | 'reset'>;
  input: Input;
  onDone?: (answer: Answer) => void;
}

/** A deed that is asked about first: what it does stands there before it is done, and what went wrong where it was asked. */
export function ConfirmButton<Input, Answer>(props: ConfirmButtonProps<Input, Answer>) {
  const { label, title, children, action, danger = false, size, deed, input, onDone } = props;
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const start = () => {
    deed.reset();
    setOpen(true);
  };
  const act = () =>
    deed.mutate(input, {
      onSuccess: (answer) => {
        close();
        onDone?.(answer);
      },
    });
  return (
    <>
      <Button danger={danger} onClick={start} {...(size ? { size } : {})}>
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        okText={action}
        cancelText="先不"
        okButtonProps={{ danger, loading: deed.isPending }}
        onOk={act}
        onCancel={close}
        destroyOnHidden
        width={480}
      >
        <div className="confirm-words">
          {children}
          {deed.error && <ErrorNotice error={deed.error} />}
        </div>
      </Modal>
    </>
  );
}
