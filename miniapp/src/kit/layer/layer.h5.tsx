import { useEffect, useRef } from 'react';
import type { LayerProps } from '../contract.js';
import '../styles/layer.scss';

/** A layer above the page, as the browser's own dialog: it holds the focus, and Escape closes it. */
export function Layer({ className, label, onClose, children }: LayerProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    // Phones of 2021 and before draw the layer all the same, without holding the focus in it.
    if (dialog?.showModal) dialog.showModal();
    else dialog?.setAttribute('open', '');
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`layer ${className}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="layer-body">{children}</div>
    </dialog>
  );
}
