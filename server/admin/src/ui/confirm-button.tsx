import type { UseMutationResult } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from './notices.js';

interface ConfirmDialogProps<Input, Answer> {
  open: boolean;
  onClose: () => void;
  /** The question, naming whom or what it is about. */
  title: string;
  /** What will happen, in plain words. */
  children: ReactNode;
  /** The word on the button that does it. */
  action: string;
  danger?: boolean;
  deed: Pick<UseMutationResult<Answer, Error, Input>, 'mutate' | 'isPending' | 'error' | 'reset'>;
  input: Input;
  onDone?: (answer: Answer) => void;
}

/** The question before a deed: what it does stands there before it is done, and what went wrong where it was asked. */
export function ConfirmDialog<Input, Answer>(props: ConfirmDialogProps<Input, Answer>) {
  const { open, onClose, title, children, action, danger = false, deed, input, onDone } = props;
  const act = () =>
    deed.mutate(input, {
      onSuccess: (answer) => {
        onClose();
        onDone?.(answer);
      },
    });
  return (
    <Modal
      open={open}
      title={title}
      okText={action}
      cancelText="先不"
      okButtonProps={{ danger, loading: deed.isPending }}
      onOk={act}
      onCancel={onClose}
      destroyOnHidden
      width={480}
    >
      <div className="confirm-words">
        {children}
        {deed.error && <ErrorNotice error={deed.error} />}
      </div>
    </Modal>
  );
}

interface ConfirmButtonProps<Input, Answer> extends Omit<
  ConfirmDialogProps<Input, Answer>,
  'open' | 'onClose'
> {
  label: string;
  size?: 'small';
}

/** A deed that is asked about first. */
export function ConfirmButton<Input, Answer>({ label, size, ...asked }: ConfirmButtonProps<Input, Answer>) {
  const [open, setOpen] = useState(false);
  const start = () => {
    asked.deed.reset();
    setOpen(true);
  };
  return (
    <>
      <Button danger={asked.danger ?? false} onClick={start} {...(size ? { size } : {})}>
        {label}
      </Button>
      <ConfirmDialog {...asked} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
