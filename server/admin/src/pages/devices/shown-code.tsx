import { Modal } from 'antd';
import type { DeviceCodeView } from '@haochaping/shared/contracts';
import { formatInstant } from '../../format.js';

/** The binding code, shown once, with what to do with it. */
export function ShownCode({ made, onClose }: { made: DeviceCodeView; onClose: () => void }) {
  const { device, code, until } = made;
  return (
    <Modal
      open
      title={`${device.name}的绑定码`}
      onCancel={onClose}
      onOk={onClose}
      okText="绑好了"
      cancelText="关上"
      width={520}
    >
      <p className="device-code">{`${code.slice(0, 4)} ${code.slice(4)}`}</p>
      <ol className="device-steps">
        <li>
          在评价器的浏览器里打开 <b>{`${window.location.origin}/packages/kiosk/index`}</b>，要用 https。
        </li>
        <li>输入上面的绑定码，{formatInstant(until)} 之前有效，只能用一次。</li>
        {device.kind === 'terminal' ? (
          <li>办完一件，终端程序打开这个网址，后面加上“?i=”和评价邀请；评完自动回到终端程序。</li>
        ) : (
          <li>在浏览器菜单里选“安装”或“添加到主屏幕”，以后开机就是全屏。</li>
        )}
      </ol>
    </Modal>
  );
}
