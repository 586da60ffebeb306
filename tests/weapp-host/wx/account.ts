import { fire } from '../core/events.js';
import { valuesOf, type Node } from '../core/tree.js';
import { Failure, settling, type WxFunctions } from './call.js';
import type { Dialogs } from './dialogs.js';
import type { Privacy } from './privacy.js';

/** A code as `wx.login` gives it: good once, and only the holder of the app secret can make anything of it. */
const freshCode = () => `host-${crypto.randomUUID()}`;

async function subscribe(templates: unknown, dialogs: Dialogs): Promise<object> {
  if (!Array.isArray(templates) || templates.length === 0) throw new Failure("TmplIds can't be empty");
  const answer = (await dialogs.ask('authorize')) ? 'accept' : 'reject';
  return Object.fromEntries(templates.map((id) => [String(id), answer]));
}

/** Who the person is to WeChat, and what they allow. */
export function accountFunctions(dialogs: Dialogs): WxFunctions {
  return settling({
    login: () => ({ code: freshCode() }),
    checkSession: () => undefined,
    requestSubscribeMessage: ({ tmplIds }) => subscribe(tmplIds, dialogs),
  });
}

async function phoneNumber(button: Node, dialogs: Dialogs, privacy: Privacy): Promise<void> {
  const refused = (reason: unknown) => ({
    errMsg: `getPhoneNumber:fail ${reason instanceof Error ? reason.message : 'user deny'}`,
  });
  const detail = await privacy
    .require('getPhoneNumber')
    .then(() => dialogs.ask('authorize'))
    .then(
      (agreed) => (agreed ? { code: freshCode(), errMsg: 'getPhoneNumber:ok' } : refused(undefined)),
      refused,
    );
  fire(button, 'getphonenumber', detail);
}

/** What a button with `open-type` does; throws by name for one the host does not have. */
export function openTypes(
  dialogs: Dialogs,
  privacy: Privacy,
  share: (button: Node) => void,
): (kind: string, button: Node) => void {
  return (kind, button) => {
    switch (kind) {
      case 'getPhoneNumber':
        void phoneNumber(button, dialogs, privacy);
        return;
      case 'agreePrivacyAuthorization':
        privacy.agree();
        fire(button, 'agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
        return;
      case 'share':
        share(button);
        return;
      default:
        throw new Error(
          `the host has no open-type ${kind} (on ${JSON.stringify(valuesOf(button).name ?? '')})`,
        );
    }
  };
}
