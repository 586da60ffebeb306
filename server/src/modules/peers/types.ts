/** A code that the peer does not take: unknown, used, or too old. */
export type BadCode = { ok: false; reason: 'bad_code' };
/** A telephone number that is no mobile of the mainland. */
export type NotMainland = { ok: false; reason: 'not_mainland' };
export type WeChatIdentity = { ok: true; openid: string; unionid: string | null };

/*
 * Every method of every peer throws AppError peer_unavailable when the peer does not do its part, unless it says that
 * it does not. What a peer may rightly refuse is an outcome, not an error.
 */

/** What became of a message; `trouble` may pass, `refused` will not. The words are for the log of messages. */
export type SentOutcome = { ok: true } | { ok: false; reason: 'refused' | 'trouble'; message: string };

export interface WeChatMiniProgram {
  /** Who holds the phone that `wx.login` gave this code to. Spends the code. */
  sessionOf(code: string): Promise<WeChatIdentity | BadCode>;
  /**
   * The mainland mobile behind the code of a getPhoneNumber button, eleven digits. Spends the code. `not_mainland` is a
   * number of another country or no mobile: it proves none of the mainland's, whatever its digits.
   */
  phoneOf(phoneCode: string): Promise<{ ok: true; phone: string } | BadCode | NotMainland>;
  /** What WeChat says of a text; never throws for a peer in trouble: that is `unknown`, as is a person not seen lately. */
  checkText(
    openid: string,
    text: string,
    scene: 1 | 2 | 3 | 4,
  ): Promise<'pass' | 'review' | 'risk' | 'unknown'>;
  /** Sends a subscribe message (订阅消息) to somebody who permitted it once; spends that permission. Never throws for a peer in trouble. */
  tell(message: {
    openid: string;
    templateId: string;
    page: string;
    state: 'formal' | 'trial' | 'developer';
    data: Readonly<Record<string, string>>;
  }): Promise<SentOutcome>;
}

/** What a page of ours shows WeChat so that it may scan and share there. */
export interface JsSignature {
  appId: string;
  /** Seconds since 1970. */
  timestamp: number;
  nonceStr: string;
  signature: string;
}

export interface WeChatOfficialAccount {
  /** Where to send the browser; WeChat takes 0 to 128 letters and digits as state. */
  authorizeUrl(redirectUri: string, state: string): string;
  /** Signs one of our pages, so that it may scan and share in WeChat. */
  signPage(url: string, now: Date): Promise<JsSignature>;
  /** Who agreed. Spends the code. */
  openidOf(code: string): Promise<WeChatIdentity | BadCode>;
}

export interface SmsGateway {
  /** Sends once for one `requestId`, however often it is asked. */
  send(message: {
    templateId: 'sign_in_code';
    phone: string;
    params: Record<string, string>;
    requestId: string;
  }): Promise<{ ok: true } | { ok: false; reason: 'refused'; message: string }>;
  /** Sends a notice, once for one `requestId`. Never throws for a peer in trouble. */
  tell(message: {
    templateId: string;
    phone: string;
    params: Readonly<Record<string, string>>;
    requestId: string;
    /** Where the gateway tells whether it arrived; nowhere when left out. */
    receiptUrl?: string;
  }): Promise<SentOutcome>;
}

export type RealNameResult = 'match' | 'mismatch' | 'not_found';

export interface RealNameProvider {
  /** Whether this name goes with this document (GB 11643 has been checked before). */
  person(person: { name: string; certType: string; certNumber: string }): Promise<RealNameResult>;
  /** Whether this name goes with this code (GB 32100), the business is active, and who represents it. */
  business(business: {
    uscc: string;
    name: string;
    representative?: { name: string; certNumber: string };
  }): Promise<{ result: RealNameResult; active: boolean; representativeMatches: boolean | null }>;
}

export interface SingleSignOn {
  /** Where to send the browser, and what must be kept (not in the browser's reach) until it comes back. */
  begin(redirectUri: string): Promise<{ url: string; state: string; nonce: string; codeVerifier: string }>;
  /** Who came back; `reason` is one word for programs: `cancelled`, `state`, `code`, `id_token`. */
  finish(
    callbackUrl: URL,
    expected: { state: string; nonce: string; codeVerifier: string; redirectUri: string },
  ): Promise<
    | {
        ok: true;
        subject: string;
        name: string | null;
        certType: string | null;
        certNumber: string | null;
        phone: string | null;
        /** Whether the peer has checked the real name (level of assurance 2 or higher). */
        assured: boolean;
        /** Whether it has looked at the person as well (level 3 or higher): they are the one the document names. */
        seen: boolean;
      }
    | { ok: false; reason: string }
  >;
}

/** The peers that are configured; null where nothing is. */
export interface Peers {
  miniProgram: WeChatMiniProgram | null;
  officialAccount: WeChatOfficialAccount | null;
  sms: SmsGateway | null;
  realName: RealNameProvider | null;
  sso: SingleSignOn | null;
  /** Ends the connections. */
  close(): Promise<void>;
}
