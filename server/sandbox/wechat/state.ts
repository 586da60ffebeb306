import type { Codes } from './codes.js';
import type { WeChatOptions } from './options.js';
import type { People } from './people.js';
import type { Subscriptions } from './subscriptions.js';
import type { Tickets } from './tickets.js';
import type { Tokens } from './tokens.js';

/** Everything a request may touch. */
export interface WeChat {
  options: WeChatOptions;
  people: People;
  codes: Codes;
  tokens: Tokens;
  /** Those of the official account. */
  officialTokens: Tokens;
  tickets: Tickets;
  subscriptions: Subscriptions;
  /** When each person was last in the mini-program, by openid, in epoch milliseconds. */
  visits: Map<string, number>;
}
