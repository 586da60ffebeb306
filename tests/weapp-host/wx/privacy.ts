import { Failure, type WxFunctions, settling } from './call.js';
import type { Dialogs } from './dialogs.js';
import type { Storage } from './storage.js';

type Resolve = (answer: { event: 'agree' | 'disagree' | 'exposureAuthorization'; buttonId?: string }) => void;
type Listener = (resolve: Resolve, info: { referrer: string }) => void;

const AGREED = '__privacyAgreed';
const CONTRACT = '《用户隐私保护指引》';

/**
 * Consent to the privacy guide. What touches personal data waits for it: the app's own page answers when it listens
 * (`onNeedPrivacyAuthorization`), else WeChat's dialog does.
 */
export class Privacy {
  private listener: Listener | undefined;

  constructor(
    private readonly checked: boolean,
    private readonly storage: Storage,
    private readonly dialogs: Dialogs,
  ) {}

  private get needed(): boolean {
    return this.checked && this.storage.get(AGREED) !== true;
  }

  /** Resolves once the person has agreed; rejects with WeChat's words when they do not. */
  async require(referrer: string): Promise<void> {
    if (!this.needed) return;
    if (!(await this.asked(referrer))) throw new Failure('privacy permission is not authorized');
    this.agree();
  }

  agree(): void {
    this.storage.set(AGREED, true);
  }

  private asked(referrer: string): Promise<boolean> {
    const { listener } = this;
    if (!listener) return this.dialogs.ask('authorize');
    return new Promise((resolve) =>
      listener(({ event }) => event !== 'exposureAuthorization' && resolve(event === 'agree'), { referrer }),
    );
  }

  functions(): WxFunctions {
    return {
      onNeedPrivacyAuthorization: (listener: Listener) => void (this.listener = listener),
      ...settling({
        getPrivacySetting: () => ({ needAuthorization: this.needed, privacyContractName: CONTRACT }),
        requirePrivacyAuthorize: () => this.require('requirePrivacyAuthorize'),
        openPrivacyContract: () => undefined,
      }),
    };
  }
}
