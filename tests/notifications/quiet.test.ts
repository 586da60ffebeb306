import { eventually } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { startSystem } from '../support/system.js';
import { answer, arrivedBySms, messagesOf, poorRating } from './support.js';

/** The hour in Beijing, and hours of sending that do not hold it. */
function closedNow(): string {
  const hour = (new Date().getUTCHours() + 8) % 24;
  return hour < 12 ? '20-21' : '3-4';
}

test('in quiet hours nothing is sent; the log says when it will be', async () => {
  // Its own system: its hours of sending are at another time of the day.
  const system = await startSystem({ peers: true, env: { MESSAGE_HOURS: closedNow() } });
  try {
    const center = await signInStaff(system, 'center');
    const { id, phone } = await poorRating(system);
    await answer(center, await signInStaff(system, 'department'), id);
    const waiting = await eventually('it waits for the morning', async () => {
      const [message] = await messagesOf(center, id);
      return message?.nextAt && Date.parse(message.nextAt) > Date.now() ? message : undefined;
    });
    expect(waiting).toMatchObject({ state: 'waiting', tries: [] });
    expect(await arrivedBySms(system, phone)).toEqual([]);
    const opens = new Date(Date.parse(waiting.nextAt ?? '') + 8 * 3_600_000).getUTCHours();
    expect(`${opens}-${opens + 1}`).toBe(closedNow());
  } finally {
    await system.stop();
  }
}, 60_000);
