import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { MOST_MAIL_TRIES } from '@haochaping/shared/domain/mail';
import { collection } from '../../support/evaluator.js';
import { eventually } from '../../support/journey.js';
import { signInStaff } from '../../support/staff.js';
import { startSystem, type OwnSystem } from '../../support/system.js';
import { Dovecot } from './dovecot.js';
import { byMail, cameIn, mail, mailboxOf } from './mails.js';

// A mail becomes one feedback, wherever the worker dies, and none is lost while the mailbox is away. FA-2.2.3-a.

/** The way to the mailbox: open, or one on which marks do not arrive. */
class Way {
  private readonly server: Server;
  private holding: (() => void) | null = null;

  constructor(to: number) {
    this.server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      near.on('data', (said) => {
        // From here on nothing of this connection arrives: whoever marks a mail waits for an answer for ever.
        if (this.holding && said.includes(' STORE ')) {
          this.holding();
          near.removeAllListeners('data');
          return;
        }
        far.write(said);
      });
      far.on('data', (said) => near.write(said));
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
  }

  async open(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Resolves when somebody wants to mark a mail; the mark never arrives. */
  hold = () => new Promise<void>((resolve) => (this.holding = resolve));
  letThrough = () => (this.holding = null);
  close = () => this.server.close();
}

let dovecot: Dovecot;
let way: Way;
/** Its own: its worker is killed. */
let system: OwnSystem;
beforeAll(async () => {
  dovecot = await Dovecot.start();
  way = new Way(dovecot.port);
  const env = {
    ...dovecot.settings(await way.open()),
    WORKER_LEASE_SECONDS: '4',
    PROVINCE_TIMEOUT_SECONDS: '1',
  };
  system = await startSystem({ env });
});
afterAll(async () => {
  await system?.stop();
  way?.close();
  await dovecot?.stop();
});

test('killed between keeping a mail and marking it read: it is one feedback, and read in the end', async () => {
  const center = await signInStaff(system, 'center');
  const marking = way.hold();
  await dovecot.put(mail({ body: '工作进程停下时的信' }));
  await marking;
  expect(await byMail(center, '停下时的信')).toHaveLength(1);
  await system.kill('worker', 'SIGKILL');
  expect(await dovecot.look()).toMatchObject([{ flags: [] }]);
  way.letThrough();
  await system.restart('worker');
  await eventually(
    'it is read',
    async () => (await dovecot.look())[0]?.flags.includes('\\Seen') || undefined,
  );
  expect(await byMail(center, '停下时的信')).toHaveLength(1);
});

test('a connection that stands still is given up, said, and tried anew', async () => {
  const center = await signInStaff(system, 'center');
  const marking = way.hold();
  await dovecot.put(mail({ body: '连接停住时的信' }));
  await marking;
  const error = await eventually('it is said', async () => (await mailboxOf(center)).error ?? undefined);
  expect(error).toContain('断了');
  way.letThrough();
  await dovecot.put(mail({ body: '后来的信' }));
  await cameIn(center, '后来的信');
  expect(await byMail(center, '连接停住时')).toHaveLength(1);
});

test('a mail that ends the program every time is left to a person in the end, and keeps nobody out', async () => {
  const center = await signInStaff(system, 'center');
  await system.kill('worker', 'SIGKILL');
  await dovecot.put(mail({ body: '一读就停的信' }));
  const begun = { outcome: 'trying', bytes: 1, cameAt: new Date(), recordedAt: new Date() };
  const record = { _id: (await dovecot.keyOfLast()) as never, tries: MOST_MAIL_TRIES, ...begun };
  await collection(system, 'mails', (all) => all.insertOne(record));
  await dovecot.put(mail({ body: '排在它后面的信' }));
  await system.restart('worker');
  await cameIn(center, '排在它后面');
  expect(await byMail(center, '一读就停')).toEqual([]);
  const { keptOut } = await mailboxOf(center);
  expect(keptOut.map(({ why }) => why)).toEqual(['试了很多次都没有收成，原因在日志里']);
  expect((await dovecot.look()).filter(({ flags }) => flags.includes('\\Flagged'))).toHaveLength(1);
});
