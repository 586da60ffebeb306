import Taro from '@tarojs/taro';
import type { StaticCodeView } from '@haochaping/shared/contracts';
import type { PlaceKind } from '@haochaping/shared/domain/rating/attribution';
import { ask } from '../../lib/request.js';

/** Opens the rating page of a place through its printed code. False when the code cannot be had. */
export async function openRating(kind: PlaceKind, code: string): Promise<boolean> {
  const answer = await ask<StaticCodeView>(`/places/${kind}/${encodeURIComponent(code)}/static-code`);
  if (!answer.ok) return false;
  await Taro.navigateTo({ url: `/pages/rate/index?c=${answer.data.code}&from=place` });
  return true;
}
