import { mergeInternalComponents } from '@tarojs/shared';
import SPOKEN from '../../plugins/spoken.json';

/**
 * Taro numbers the attributes of a component in its templates and again when it runs. Both must count what
 * plugins/accessibility.ts adds, or each value lands in a neighbour's place.
 */
if (process.env.TARO_ENV === 'weapp')
  mergeInternalComponents({ View: SPOKEN, Input: SPOKEN, Textarea: SPOKEN });
