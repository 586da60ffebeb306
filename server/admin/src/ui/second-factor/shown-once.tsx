import { Button } from 'antd';
import { useState } from 'react';
import './shown-once.css';

/** Copies the text; where the browser does not let pages do that (no https), says how else. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('复制好了');
    } catch {
      setSaid('浏览器不让复制，请选中文字后按 Ctrl+C，或抄下来');
    }
  };
  return (
    <span className="copy">
      <Button onClick={() => void copy()}>{label}</Button>
      <span role="status">{said}</span>
    </span>
  );
}

/** Recovery codes, which are shown this once: to copy, to print, to keep. */
export function RecoveryCodeSheet({ codes }: { codes: readonly string[] }) {
  return (
    <div className="print-alone">
      <p className="print-only">三明好差评 · 工作人员备用码，每个能用一次</p>
      <ul className="recovery-codes" aria-label="备用码">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="recovery-actions">
        <CopyButton text={codes.join('\n')} label="复制" />
        <Button onClick={() => window.print()}>打印</Button>
      </div>
    </div>
  );
}
