import Taro from '@tarojs/taro';

/** A rating of this device. */
export const openKept = (intakeId: string) =>
  void Taro.navigateTo({ url: `/pages/done/index?id=${intakeId}` });

/** A rating under one's own name. */
export const openMine = (number: string) =>
  void Taro.navigateTo({ url: `/packages/citizen/rating/index?number=${number}` });
