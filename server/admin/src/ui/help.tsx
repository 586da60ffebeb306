import { Modal, Switch } from 'antd';
import { useShortcuts, type Shortcut } from './shortcuts.js';

/** What the browser does by itself, once a row has the focus. */
const FIXED: readonly Pick<Shortcut, 'shown' | 'label'>[] = [{ shown: 'Enter', label: '打开这一行' }];

/** Every key that works on this page, and the switch that turns single keys off. */
export function HelpOverlay({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { list, enabled, setEnabled } = useShortcuts();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title="键盘快捷键" destroyOnHidden width={440}>
      <table className="keys">
        <caption className="visually-hidden">这个页面上可用的快捷键</caption>
        <tbody>
          {[...list(), ...FIXED].map(({ shown, label }) => (
            <tr key={`${shown} ${label}`}>
              <th scope="row">
                {shown.split(' 或 ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="keys-switch">
        <Switch checked={enabled} onChange={setEnabled} />
        使用单键快捷键（用语音输入或读屏软件时可以关掉）
      </label>
    </Modal>
  );
}
