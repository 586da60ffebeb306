/** Types of peers.mjs, for the tests that start the same sandboxes in the same way. */
export type PeerName = 'wechat' | 'sms' | 'realname' | 'sso';

export const PEERS: Record<PeerName, string>;
export const SSO_CALLBACK_PATH: string;
export function peerSettings(
  urls: Partial<Record<PeerName, string>>,
  environment?: Record<string, string | undefined>,
): Record<string, string>;
export function peerArguments(peer: PeerName, baseUrl: string): string[];
export function sandboxEnvironment(
  environment: Record<string, string | undefined>,
): Record<string, string | undefined>;
