import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { DOVECOT_MISSING, findDovecot } from '../../../server/launch/lib/dovecot.mjs';
import { freePort } from '../../../server/launch/lib/programs.mjs';
import { eventually } from '../../support/journey.js';
import { PORT_LANE } from '../../support/system.js';

/** Nobody special runs it: root's tests start it as `nobody`. */
const NOBODY = { name: 'nobody', group: 'nogroup', uid: 65_534, gid: 65_534 };
const USER = 'yijian@sanming.example';
const PASSWORD = 'a-password-of-the-test';

const confOf = (folder: string, port: number, { name, group }: { name: string; group: string }) => `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
mail_location = maildir:${folder}/mail
first_valid_uid = 1
mail_max_userip_connections = 100
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${folder}/passwd
}
userdb {
  driver = static
  args = uid=${name} gid=${group} home=${folder}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;

const groupOf = async (gid: number) => {
  const groups = await readFile('/etc/group', 'utf8');
  return (
    groups
      .split('\n')
      .find((line) => line.split(':')[2] === String(gid))
      ?.split(':')[0] ?? String(gid)
  );
};

async function whoRuns() {
  const { uid, gid, username } = userInfo();
  return uid === 0 ? NOBODY : { name: username, group: await groupOf(gid), uid, gid };
}

/** Whether a server greets at this port. */
const greets = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (greeting) => resolve(greeting.toString().startsWith('* OK')));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    setTimeout(() => socket.destroy(), 1000).unref();
  }).then((greeted) => greeted);

/** A real IMAP server with one mailbox of its own, on loopback. */
export class Dovecot {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly owner: { uid: number; gid: number },
    private process: ChildProcess,
  ) {}

  /** @throws an error that says what to install where there is no Dovecot */
  static async start(): Promise<Dovecot> {
    const program = findDovecot();
    if (!program) throw new Error(DOVECOT_MISSING);
    const folder = await mkdtemp(join(tmpdir(), 'haochaping-dovecot-'));
    const port = await freePort(PORT_LANE);
    const owner = await whoRuns();
    for (const path of [folder, join(folder, 'run'), join(folder, 'mail')]) {
      await mkdir(path, { recursive: true });
      await chown(path, owner.uid, owner.gid);
    }
    await writeFile(join(folder, 'conf'), confOf(folder, port, owner));
    const dovecot = new Dovecot(port, folder, owner, await run(program, folder, port, owner));
    await dovecot.setPassword(PASSWORD);
    return dovecot;
  }

  /** The settings of a system that reads it. @param port where else it is reached */
  settings(port = this.port): Record<string, string> {
    return {
      MAIL_HOST: '127.0.0.1',
      MAIL_PORT: String(port),
      MAIL_TLS: 'none',
      MAIL_USER: USER,
      MAIL_PASSWORD: PASSWORD,
      MAIL_POLL_SECONDS: '0.5',
    };
  }

  /** What the mailbox takes from now on; without an argument what the system sends. */
  async setPassword(password = PASSWORD): Promise<void> {
    const path = join(this.folder, 'passwd');
    await writeFile(path, `${USER}:${password}\n`);
    await chown(path, this.owner.uid, this.owner.gid);
  }

  async stop(): Promise<void> {
    const over = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await over;
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Puts a mail into a folder, unread. */
  put = (mail: string | Buffer): Promise<void> =>
    this.withClient(async (client) => {
      await client.append('INBOX', mail);
    });

  /** What a mail program would show of a folder. */
  look = (folder = 'INBOX'): Promise<{ subject: string; flags: string[] }[]> =>
    this.withClient(async (client) => {
      const opened = await client.mailboxOpen(folder, { readOnly: true });
      if (opened.exists === 0) return [];
      const mails = await client.fetchAll('1:*', { flags: true, envelope: true });
      return mails.map(({ flags, envelope }) => ({
        subject: envelope?.subject ?? '',
        flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent'),
      }));
    });

  /** By what the system knows the last mail that was put there. */
  keyOfLast = (): Promise<string> =>
    this.withClient(async (client) => {
      const { uidValidity, uidNext } = await client.mailboxOpen('INBOX', { readOnly: true });
      return `${uidValidity}-${uidNext - 1}`;
    });

  /** As a person who opens what is still unread in a mail program. */
  readEverything = (): Promise<void> =>
    this.withClient(async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageFlagsAdd('1:*', ['\\Seen']);
    });

  private async withClient<T>(use: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: USER, pass: PASSWORD },
      logger: false,
    });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.logout();
    }
  }
}

async function run(
  program: string,
  folder: string,
  port: number,
  { uid, gid }: { uid: number; gid: number },
): Promise<ChildProcess> {
  const child = spawn(program, ['-F', '-c', join(folder, 'conf')], {
    uid,
    gid,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  await eventually('dovecot greets', async () => {
    if (child.exitCode !== null) {
      const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
      throw new Error(`dovecot did not start: ${said}${log}`);
    }
    return (await greets(port)) || undefined;
  });
  return child;
}
