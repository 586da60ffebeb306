/** Types of lanes.mjs, for its test. */
export function inLanes(tasks: (() => Promise<void>)[], lanes: number): Promise<void>;
