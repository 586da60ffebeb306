/** What goes wrong on command, at every peer. Counters count down with every call they hit. */
export interface Faults {
  /** Every call waits this long before it is looked at. */
  delayMs: number;
  /** Every answer waits this long after the work is done and kept. */
  answerDelayMs: number;
  /** The next N calls answer `serverErrorStatus` without being looked at. */
  serverErrors: number;
  serverErrorStatus: number;
  /** The next N calls lose their connection before anything is kept. */
  cutBeforeCommit: number;
  /** The next N calls lose their connection after the work is done and kept. */
  cutAfterCommit: number;
}

type Range = readonly [least: number, most: number];
const ANY_COUNT: Range = [0, 1_000_000];

const RANGES: Readonly<Record<keyof Faults, Range>> = {
  delayMs: [0, 600_000],
  answerDelayMs: [0, 600_000],
  serverErrors: ANY_COUNT,
  serverErrorStatus: [500, 599],
  cutBeforeCommit: ANY_COUNT,
  cutAfterCommit: ANY_COUNT,
};

const HELP: Readonly<Record<keyof Faults, string>> = {
  delayMs: '每个操作先等待的毫秒数，0 到 600000',
  answerDelayMs: '每个操作在保存之后、回答之前等待的毫秒数，0 到 600000',
  serverErrors: '接下来几次操作直接回答 5xx，不处理',
  serverErrorStatus: '上一项用的状态码，500 到 599',
  cutBeforeCommit: '接下来几次操作在保存之前断开连接',
  cutAfterCommit: '接下来几次操作在保存之后、回答之前断开连接',
};

const NO_FAULTS: Readonly<Faults> = {
  delayMs: 0,
  answerDelayMs: 0,
  serverErrors: 0,
  serverErrorStatus: 503,
  cutBeforeCommit: 0,
  cutAfterCommit: 0,
};

/** Counters of one peer alone, by name with a line of help. */
export type OwnCounters<C extends string> = Readonly<Record<C, string>>;
/** Deeds of one peer alone: done at once when ordered, with the words that order them; they leave no state. */
export type Deeds = Readonly<Record<string, { help: string; words: readonly string[] }>>;

/** The switches of one sandbox as they stand. */
export class FaultSwitches<C extends string = never> {
  private state: Record<string, number>;
  readonly help: Readonly<Record<string, string>>;

  constructor(
    private readonly counters: OwnCounters<C>,
    private readonly deeds: Deeds = {},
  ) {
    this.state = this.initial();
    const deedHelp = Object.entries(deeds).map(([name, { help }]) => [name, help]);
    this.help = { ...HELP, ...counters, ...(Object.fromEntries(deedHelp) as Record<string, string>) };
  }

  show(): Readonly<Faults> {
    return this.state as unknown as Faults;
  }

  reset(): void {
    this.state = this.initial();
  }

  /**
   * Sets what the JSON orders, all of it or nothing, and returns the deeds that are to be done.
   * @throws Error naming the switch that does not exist or has no such value.
   */
  order(body: unknown): Readonly<Record<string, string>> {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new Error('请求体应为 JSON 对象');
    const given = Object.entries(body as Record<string, unknown>);
    for (const [name, value] of given) this.check(name, value);
    const states = given.filter(([name]) => !(name in this.deeds)) as [string, number][];
    this.state = { ...this.state, ...Object.fromEntries(states) };
    return Object.fromEntries(given.filter(([name]) => name in this.deeds)) as Record<string, string>;
  }

  /** True when this counter still hits; takes one off. */
  hits(counter: 'serverErrors' | 'cutBeforeCommit' | 'cutAfterCommit' | C): boolean {
    const left = this.state[counter] ?? 0;
    if (left === 0) return false;
    this.state[counter] = left - 1;
    return true;
  }

  private initial(): Record<string, number> {
    return { ...NO_FAULTS, ...Object.fromEntries(Object.keys(this.counters).map((name) => [name, 0])) };
  }

  private check(name: string, value: unknown): void {
    const help = Object.hasOwn(this.help, name) ? this.help[name] : undefined;
    if (help === undefined) throw new Error(`没有开关 ${name}`);
    const [least, most] = RANGES[name as keyof Faults] ?? ANY_COUNT;
    const words = this.deeds[name]?.words;
    const fits = words
      ? typeof value === 'string' && words.includes(value)
      : typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    if (!fits) throw new Error(`${name}：${help}`);
  }
}
