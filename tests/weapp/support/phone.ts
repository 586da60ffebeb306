import type { Level } from '@haochaping/shared/domain/rating/levels';
import { eventually } from '../../support/journey.js';
import { freshUserData, runMiniProgram, type MiniProgram, type Running, type Setting } from './wechat.js';

type Element = NonNullable<
  Awaited<ReturnType<NonNullable<Awaited<ReturnType<MiniProgram['currentPage']>>>['$']>>
>;

/** Everything on these pages that a finger may press. */
const PRESSABLE =
  '.button, .choice-face, .choice, .picture-add, .picture-out, .row, .link-row, .private-more, .elder-switch, .product-link, .call-us, .large-one, .above-one';

/** A page that was left while it was looked at; anything else that goes wrong is not for us to hide. */
function gone(reason: unknown): undefined {
  if (!/page destroyed/.test(String(reason))) throw reason;
}

/** Its label for a screen reader, or else its words; none once it has gone. */
async function nameOf(element: Element): Promise<string> {
  try {
    return (await element.attribute('aria-label')) || (await element.text());
  } catch {
    return '';
  }
}

/** Somebody with WeChat in the hand. Words are found as they are read; what cannot be tapped is not tapped. */
export class Phone {
  /** Errors nobody caught; a test ends with none. */
  readonly errors: string[] = [];
  /** How long it waits for something to appear, in milliseconds. */
  patienceMs = 15_000;
  private running: Running | undefined;

  private constructor(
    private readonly setting: Setting,
    private readonly forget: () => Promise<void>,
  ) {}

  /** Takes a phone that has never seen this mini-program, and opens it. */
  static async take(server: string, { url, ...more }: Partial<Setting> = {}): Promise<Phone> {
    const memory = await freshUserData();
    const phone = new Phone({ server, userData: memory.folder, ...more }, memory.remove);
    await phone.open(url);
    return phone;
  }

  get program(): MiniProgram {
    if (!this.running) throw new Error('the mini-program is closed');
    return this.running.program;
  }

  /** Opens the mini-program, at a page or at the first one. */
  async open(url?: string): Promise<void> {
    this.running = await runMiniProgram({ ...this.setting, url });
    this.program.on('exception', ({ message }: { message: string }) => this.errors.push(message));
  }

  /** Swipes the mini-program away; what it kept stays on the phone. */
  async close(): Promise<void> {
    await this.running?.close();
    this.running = undefined;
  }

  async putAway(): Promise<void> {
    await this.close();
    await this.forget();
  }

  /** 扫码：WeChat opens the page an ordinary QR code's link belongs to, with the link in `q`. */
  async scan(link: string): Promise<void> {
    await this.goTo(`/pages/rate/index?q=${encodeURIComponent(link)}`);
  }

  /** 扫小程序码：what the code carries comes in `scene`. */
  async scanCode(scene: string): Promise<void> {
    await this.goTo(`/pages/rate/index?scene=${encodeURIComponent(scene)}`);
  }

  async goTo(url: string): Promise<void> {
    await this.program.callWxMethod('reLaunch', { url });
  }

  async path(): Promise<string> {
    return (await this.page()).path;
  }

  /** All words on the page. */
  async words(): Promise<string> {
    const root = await (await this.page()).$('.page');
    return root ? root.text() : '';
  }

  /** Waits until these words can be read. */
  async see(words: string | RegExp): Promise<void> {
    let read = '';
    await eventually(
      `“${String(words)}” on the page`,
      async () => {
        // An element may go between being found and being read; then the page is read again.
        read = await this.words().catch(String);
        return (typeof words === 'string' ? read.includes(words) : words.test(read)) ? true : undefined;
      },
      this.patienceMs,
    ).catch((reason: unknown) => {
      throw new Error(`${String(reason)}; it says: ${read}`);
    });
  }

  /** 点：presses what bears this name. */
  async tap(name: string | RegExp): Promise<void> {
    await (await this.find(name)).tap();
  }

  /** 点第几张脸 */
  async tapFace(level: Level): Promise<void> {
    await (await this.awaitOne(`.choice-face.level-${level}`)).tap();
  }

  /** 打字 */
  async write(text: string, selector = 'textarea'): Promise<void> {
    const field = (await this.awaitOne(selector)) as Element & { input(value: string): Promise<void> };
    await field.input(text);
  }

  /** What bears this name: its label for a screen reader, or else its words. Waits for it. */
  async find(name: string | RegExp): Promise<Element> {
    return eventually(
      `something to press called “${String(name)}”`,
      async () => {
        // The page may change while its parts are read; what has gone has no name, and the next look finds the new page.
        const parts = await this.all(PRESSABLE).catch(gone);
        for (const one of parts ?? []) {
          const said = await nameOf(one).catch(() => undefined);
          if (said === undefined) return undefined;
          if (typeof name === 'string' ? said === name : name.test(said)) return one;
        }
        return undefined;
      },
      this.patienceMs,
    );
  }

  async all(selector: string): Promise<Element[]> {
    return (await (await this.page()).$$(selector)) as Element[];
  }

  async awaitOne(selector: string): Promise<Element> {
    return eventually(
      `${selector} on the page`,
      async () => (await (await this.page()).$(selector)) ?? undefined,
      this.patienceMs,
    );
  }

  /** What sticks out of a screen of this width, by class; text that breaks out of its place widens the page itself. */
  async beyond(width: number): Promise<string[]> {
    const found = Number((await (await this.page()).size()).width) > width ? ['the page itself'] : [];
    for (const one of await this.all('view, text, input, textarea')) {
      const [{ left }, size] = await Promise.all([one.offset() as Promise<{ left: number }>, one.size()]);
      if (left < 0 || left + Number(size.width) > width + 1) found.push(await one.attribute('class'));
    }
    return found;
  }

  /** Walks out of the network: every request fails as WeChat's do, and WeChat says there is no network. */
  async goOffline(): Promise<void> {
    const fail =
      "function (options) { setTimeout(function () { var r = { errMsg: 'request:fail' }; " +
      'if (options.fail) options.fail(r); if (options.complete) options.complete(r) }, 0); ' +
      'return { abort: function () {} } }';
    await this.program.mockWxMethod('request', fail);
    await this.program.mockWxMethod('getNetworkType', { networkType: 'none', errMsg: 'getNetworkType:ok' });
  }

  async goOnline(): Promise<void> {
    await this.program.restoreWxMethod('request');
    await this.program.restoreWxMethod('getNetworkType');
  }

  private async page() {
    const page = await this.program.currentPage();
    if (!page) throw new Error('no page is open');
    return page;
  }
}

/** Ends a test: the phone is put away, and nothing went wrong on it that nobody caught. */
export async function putAwayWell(phone: Phone | undefined): Promise<void> {
  await phone?.putAway();
  expect(phone?.errors).toEqual([]);
}
