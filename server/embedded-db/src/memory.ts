import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Shares of the room, weighed without garbage: where a person is warned, where growth ends, where all is well again. */
const WARN = 0.8;
const FULL = 0.9;
const CALM = 0.7;

/** What is no room: a part of the heap, and at least what a few large commands take. */
const RESERVE = 0.05;
const RESERVE_BYTES = 64 * 1024 * 1024;

/** V8 counts its space for young objects into the limit, though nothing that stays finds room there. */
const YOUNG_BYTES = 48 * 1024 * 1024;

/**
 * How long what a collection found is believed: a second, or ten times as long as it took. V8 ends a process that does little
 * but collect, so collections are kept apart: by time, and by the tenth of the room between `FULL` and all of it.
 */
const PAUSE_MS = 1_000;
const PAUSE_TIMES = 10;

const REMEDY = '请设 MONGODB_URI 改用 MongoDB，或删去不用的数据。';

const MEGABYTE = 1024 * 1024;

/** Collects garbage at once. The flag is set only when it is first needed. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** How much of the heap is taken, in bytes, and how much may be. */
interface Heap {
  used: number;
  room: number;
}

function heap(): Heap {
  const { used_heap_size: used, heap_size_limit } = getHeapStatistics();
  const limit = heap_size_limit - YOUNG_BYTES;
  return { used, room: Math.max(limit / 2, limit - Math.max(limit * RESERVE, RESERVE_BYTES)) };
}

/**
 * Watches the heap, in which the keys of all documents stand, and the documents used lately: near its limit the process would be ended without a word. What is
 * taken counts garbage too, so before anything is said or refused, garbage is collected.
 */
export class Memory {
  /** Until when what was found last is believed. */
  private until = -Infinity;
  private held = 0;
  private warned = false;
  private refusing = false;
  /** Growth has ended. It begins again only below `WARN`: the refused command is gone by then, and the next would be taken in its place. */
  private stopped = false;

  /** `say` tells a sentence to the person at the console. */
  constructor(private readonly say: (sentence: string) => void) {}

  private share(): number {
    const { used, room } = heap();
    return used / room;
  }

  /** Finds out what is held when the garbage is gone. */
  private weigh(now: number): void {
    collect();
    this.held = this.share();
    this.until = Date.now() + Math.max(PAUSE_MS, (Date.now() - now) * PAUSE_TIMES);
  }

  private words(): string {
    const { used, room } = heap();
    return `已用 ${Math.round(used / MEGABYTE)} 兆字节，可用 ${Math.round(room / MEGABYTE)} 兆字节`;
  }

  /** Warns once when the heap is nearly full; again only after it had room in between. */
  watch(now = Date.now()): void {
    const share = this.share();
    if (share < CALM) this.warned = this.refusing = false;
    if (this.warned || share < WARN || now < this.until) return;
    this.weigh(now);
    if (this.held < WARN) return;
    this.warned = true;
    this.say(
      `内嵌数据库的内存快用完了（${this.words()}）：用完以后只答读取和删除，增加数据的写入会被拒绝。${REMEDY}`,
    );
  }

  /** True when nothing more may be added; says nothing. */
  get spent(): boolean {
    const [share, now] = [this.share(), Date.now()];
    const limit = this.stopped ? WARN : FULL;
    if (share < limit) return (this.stopped = false);
    if (this.held >= limit ? now >= this.until : share >= 1) this.weigh(now);
    return (this.stopped = this.held >= limit);
  }

  /** True when nothing more may be added; the person at the console hears of it once. */
  get full(): boolean {
    this.watch();
    if (!this.spent) return false;
    if (!this.refusing)
      this.say(
        `内嵌数据库的内存用完了（${this.words()}）：现在只答读取和删除，增加数据的写入被拒绝（错误码 146）。${REMEDY}`,
      );
    this.warned = this.refusing = true;
    return true;
  }
}
