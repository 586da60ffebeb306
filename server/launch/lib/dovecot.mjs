import { existsSync } from 'node:fs';
import { aptInstall, mayUseApt } from './apt.mjs';
import { Refusal } from './say.mjs';

const CANDIDATES = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'];

/** The IMAP server that the tests of the mailbox read from; undefined when there is none. */
export const findDovecot = () => CANDIDATES.find((path) => existsSync(path));

export const DOVECOT_MISSING =
  '收邮件的测试需要 Dovecot（IMAP 服务器）。请安装，例如：sudo apt-get install -y dovecot-imapd';

/** Makes sure that there is one, through apt when we are root on Debian. Rejects with a sentence that says what to install. */
export async function ensureDovecot() {
  if (findDovecot()) return;
  if (!mayUseApt()) throw new Refusal(DOVECOT_MISSING);
  await aptInstall(['dovecot-imapd']);
}
