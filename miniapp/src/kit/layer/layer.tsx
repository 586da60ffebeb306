import { View } from '@tarojs/components';
import type { LayerProps } from '../contract.js';
import '../styles/layer.scss';

/** A layer above the page; what lies beneath neither scrolls nor can be pressed. */
export function Layer({ className, label, onClose, children }: LayerProps) {
  return (
    <View
      className={`layer ${className}`}
      catchMove
      {...{ ariaRole: 'dialog', ariaLabel: label, ariaModal: 'true' }}
    >
      <View className="layer-shade" onClick={onClose} {...{ ariaHidden: true }} />
      <View className="layer-body">{children}</View>
    </View>
  );
}
