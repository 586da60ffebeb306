import { fileURLToPath } from 'node:url';
import automator from 'miniprogram-automator';
import { startProgram } from '../../server/launch/lib/programs.mjs';
import { eventually } from '../support/journey.js';

export type MiniProgram = Awaited<ReturnType<typeof automator.connect>>;
export type Page = NonNullable<Awaited<ReturnType<MiniProgram['currentPage']>>>;
/** What the automator's elements of one kind or another can do. */
export type Element = NonNullable<Awaited<ReturnType<Page['$']>>> & {
  input(text: string): Promise<void>;
  slideTo(value: number): Promise<void>;
  swipeTo(index: number): Promise<void>;
  callMethod(name: string): Promise<unknown>;
  data(path?: string): Promise<unknown>;
};

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The small package in `fixture/`, running, with its first page open. */
export interface Fixture {
  mini: MiniProgram;
  page: Page;
  /** Messages of the errors nobody caught since the page was opened. */
  exceptions: string[];
  /** Opens the first page anew. */
  reset(): Promise<void>;
  find(selector: string): Promise<Element>;
  tap(selector: string): Promise<void>;
  /** What the page last said of an event. */
  said(): Promise<string>;
  nowSaid(words: string): Promise<unknown>;
  call(method: string, ...args: unknown[]): Promise<object>;
  stop(): Promise<void>;
}

/** Starts the host on the small package; it knows the person likes letters of this size. */
export async function startFixture(args: readonly string[]): Promise<Fixture> {
  const host = await startProgram({
    name: 'weapp-host',
    file: here('start.mjs'),
    args: ['--project', here('fixture'), '--font-size', '23', ...args],
    env: { PATH: process.env.PATH, BROWSER_PATH: process.env.BROWSER_PATH },
  });
  const mini = await automator.connect({ wsEndpoint: `ws://127.0.0.1:${host.port}` });
  const fixture: Fixture = {
    mini,
    page: (await mini.currentPage())!,
    exceptions: [],
    async reset() {
      fixture.exceptions.length = 0;
      await mini.callWxMethod('reLaunch', { url: '/form/index' });
      fixture.page = (await mini.currentPage())!;
    },
    async find(selector) {
      const found = (await fixture.page.$(selector)) as Element | null;
      if (!found) throw new Error(`no ${selector}`);
      return found;
    },
    tap: async (selector) => (await fixture.find(selector)).tap(),
    said: async () => (await fixture.page.data('said')) as string,
    nowSaid: (words) =>
      eventually(
        `the page says ${words}`,
        async () => ((await fixture.said()) === words ? true : undefined),
        5000,
      ),
    call: (method, ...given) => mini.callWxMethod(method, ...given) as Promise<object>,
    async stop() {
      mini.disconnect();
      await host.stop();
    },
  };
  mini.on('exception', ({ message }: { message: string }) => fixture.exceptions.push(message));
  return fixture;
}
