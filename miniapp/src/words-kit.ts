/** Sentences of the design kit's own parts. */
export const kit = {
  aloud: '读给我听',
  quiet: '不读了',
  close: '关上',
  leave: '先不要',
  pictures: '照片',
  picture: (number: number) => `第${number}张照片`,
  pictureAdd: '加照片',
  pictureAddOf: (left: number) => `加照片，还可以加${left}张`,
  pictureOut: '拿掉',
  pictureOutOf: (number: number) => `拿掉第${number}张照片`,
};
