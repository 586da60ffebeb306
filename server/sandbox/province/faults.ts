/** What goes wrong on command. Counters count down with every operation they hit. */
export interface Faults {
  /** Every operation waits this long before it is looked at. */
  delayMs: number;
  /** The next N operations answer `serverErrorStatus` without being looked at. */
  serverErrors: number;
  serverErrorStatus: number;
  /** The next N operations lose their connection before anything is kept. */
  cutBeforeCommit: number;
  /** The next N operations lose their connection after the work is done and kept. */
  cutAfterCommit: number;
}

/** `expireTokens` is a deed, not a state: `access` leaves refresh tokens good, `all` does not. */
export interface FaultOrder extends Partial<Faults> {
  expireTokens?: 'access' | 'all';
}

export const NO_FAULTS: Readonly<Faults> = {
  delayMs: 0,
  serverErrors: 0,
  serverErrorStatus: 503,
  cutBeforeCommit: 0,
  cutAfterCommit: 0,
};

export const FAULT_HELP: Readonly<Record<keyof FaultOrder, string>> = {
  delayMs: '每个操作先等待的毫秒数，0 到 600000',
  serverErrors: '接下来几次操作直接回答 5xx，不处理',
  serverErrorStatus: '上一项用的状态码，500 到 599',
  cutBeforeCommit: '接下来几次操作在保存之前断开连接',
  cutAfterCommit: '接下来几次操作在保存之后、回答之前断开连接',
  expireTokens: '立即作废令牌：access 只作废 access_token，all 连同 refresh_token',
};

const RANGES: Readonly<Record<keyof Faults, readonly [number, number]>> = {
  delayMs: [0, 600_000],
  serverErrors: [0, 1_000_000],
  serverErrorStatus: [500, 599],
  cutBeforeCommit: [0, 1_000_000],
  cutAfterCommit: [0, 1_000_000],
};

/**
 * Reads an order from JSON.
 * @throws Error naming the switch that does not exist or has no such value.
 */
export function readFaultOrder(body: unknown): FaultOrder {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Error('请求体应为 JSON 对象');
  for (const [name, value] of Object.entries(body)) {
    if (!(name in FAULT_HELP)) throw new Error(`没有开关 ${name}`);
    const range = RANGES[name as keyof Faults] as readonly [number, number] | undefined;
    const fits = range
      ? typeof value === 'number' && Number.isInteger(value) && value >= range[0] && value <= range[1]
      : value === 'access' || value === 'all';
    if (!fits) throw new Error(`${name}：${FAULT_HELP[name as keyof FaultOrder]}`);
  }
  return body;
}

/** The switches as they stand. */
export class FaultSwitches {
  private state: Faults = { ...NO_FAULTS };

  show(): Readonly<Faults> {
    return this.state;
  }

  set(order: Partial<Faults>): void {
    this.state = { ...this.state, ...order };
  }

  reset(): void {
    this.state = { ...NO_FAULTS };
  }

  /** True when this counter still hits; takes one off. */
  hits(counter: 'serverErrors' | 'cutBeforeCommit' | 'cutAfterCommit'): boolean {
    if (this.state[counter] === 0) return false;
    this.state[counter] -= 1;
    return true;
  }
}
