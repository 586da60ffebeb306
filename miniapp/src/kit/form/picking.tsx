import Taro from '@tarojs/taro';
import { Image, View } from '@tarojs/components';
import type { PickProps, Picture } from '../contract.js';

/** Opens WeChat's choice of pictures, made smaller by WeChat; whoever closes it again has picked nothing. */
export function Pick({ className, label, most, onPick, children }: PickProps) {
  const pick = () =>
    void Taro.chooseMedia({
      count: most,
      mediaType: ['image'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) =>
        onPick(tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, bytes: size }))),
      fail: () => undefined,
    });
  return (
    <View
      className={className}
      hoverClass="pressed"
      onClick={pick}
      {...{ ariaRole: 'button', ariaLabel: label }}
    >
      {children}
    </View>
  );
}

/** What is uploaded of a picture; undefined when WeChat has it no more. */
export const bytesOf = ({ path: filePath }: Picture): Promise<ArrayBuffer | undefined> =>
  new Promise((resolve) =>
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data as ArrayBuffer),
      fail: () => resolve(undefined),
    }),
  );

export function Thumbnail({ path, label }: { path: string; label: string }) {
  return <Image className="thumbnail" src={path} mode="aspectFill" {...{ ariaLabel: label }} />;
}
