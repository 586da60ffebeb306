import type { IPluginContext } from '@tarojs/service';

/** Attributes a screen reader needs. WeChat's templates leave them out unless they are named here. */
const SPOKEN = {
  'aria-role': 'i.ariaRole',
  'aria-label': 'i.ariaLabel',
  'aria-checked': 'i.ariaChecked',
  'aria-disabled': 'i.ariaDisabled',
  'aria-hidden': 'i.ariaHidden',
  'aria-live': 'i.ariaLive',
};

interface WithTemplate {
  template?: { mergeComponents?(ctx: IPluginContext, patch: Record<string, Record<string, string>>): void };
}

/** Taro plugin: lets `aria-*` of views, inputs and text areas through to WXML. */
export default function accessibility(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: WithTemplate) {
      platform.template?.mergeComponents?.(ctx, { View: SPOKEN, Input: SPOKEN, Textarea: SPOKEN });
    },
  });
}
