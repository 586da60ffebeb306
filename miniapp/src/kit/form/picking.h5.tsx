import { useRef } from 'react';
import type { PickProps, Picture } from '../contract.js';

/** Opens the browser's own choice of pictures. */
export function Pick({ className, label, most, onPick, children }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={`plain ${className}`}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png"
        multiple={most > 1}
        // Taro's own sheet shows inputs that are merely `hidden`; the button stands for this one.
        style={{ display: 'none' }}
        aria-hidden
        onChange={({ target }) => {
          const files = Array.from(target.files ?? []).slice(0, most);
          onPick(files.map((file) => ({ path: URL.createObjectURL(file), bytes: file.size, file })));
          // The same picture may be taken again after it was removed.
          target.value = '';
        }}
      />
    </>
  );
}

/** What is uploaded of a picture. */
export const bytesOf = ({ file }: Picture): Promise<Blob | undefined> => Promise.resolve(file);

export function Thumbnail({ path, label }: { path: string; label: string }) {
  return <img className="thumbnail" src={path} alt={label} />;
}
