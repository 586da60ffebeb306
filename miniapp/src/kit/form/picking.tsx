import Taro from '@tarojs/taro';
import { Image, View } from '@tarojs/components';
import type { PickProps } from '../contract.js';

/** Opens WeChat's choice of pictures, made smaller by WeChat; whoever closes it again has picked nothing. */
export function Pick({ className, label, most, onPick, children }: PickProps) {
  const pick = () =>
    Taro.chooseMedia({ count: most, mediaType: ['image'], sizeType: ['compressed'] }).then(
      ({ tempFiles }) =>
        onPick(tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, bytes: size }))),
      () => undefined,
    );
  return (
    <View
      className={className}
      hoverClass="pressed"
      onClick={() => void pick()}
      {...{ ariaRole: 'button', ariaLabel: label }}
    >
      {children}
    </View>
  );
}

export function Thumbnail({ path, label }: { path: string; label: string }) {
  return <Image className="thumbnail" src={path} mode="aspectFill" {...{ ariaLabel: label }} />;
}
