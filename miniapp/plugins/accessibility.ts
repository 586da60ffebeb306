import type { IPluginContext } from '@tarojs/service';
// Attributes a screen reader needs. WeChat's templates leave them out unless they are named.
import SPOKEN from './spoken.json';

interface WithTemplate {
  template?: { mergeComponents?(ctx: IPluginContext, patch: Record<string, Record<string, string>>): void };
}

/** Taro plugin: lets `aria-*` of views, inputs and text areas through to WXML; src/lib/spoken.ts tells the runtime. */
export default function accessibility(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: WithTemplate) {
      platform.template?.mergeComponents?.(ctx, { View: SPOKEN, Input: SPOKEN, Textarea: SPOKEN });
    },
  });
}
