import { useId, useState, type DragEvent } from 'react';
import './files.css';

interface FileChoiceProps {
  file: File | undefined;
  onChoose: (file: File) => void;
}

/** A place to drop a table, and the browser's own way to choose one. */
export function FileChoice({ file, onChoose }: FileChoiceProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onChoose(dropped);
  };
  return (
    <div
      className="file-choice"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept=".csv,.xlsx"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) onChoose(chosen);
          event.target.value = '';
        }}
      />
      <label htmlFor={id}>{file ? '换一个文件' : '选择文件'}</label>
      <span>{file ? file.name : '或把 Excel（.xlsx）、CSV 文件拖到这里'}</span>
    </div>
  );
}
