/**
 * Does every task once, in `lanes` lanes: a lane that is done with one takes the next of the list. So all lanes are
 * busy to the end when the long tasks stand first.
 * @param {(() => Promise<void>)[]} tasks
 * @param {number} lanes
 */
export async function inLanes(tasks, lanes) {
  const waiting = [...tasks];
  const lane = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
