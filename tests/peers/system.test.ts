import { startSystem, type System, type OwnSystem } from '../support/system.js';

// Its own: peers are stopped.
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ peers: true, worker: false });
});
afterAll(() => system.stop());

const shown = async (peer: keyof System['peers']) => (await fetch(`${system.peers[peer]}/__sandbox/`)).status;

test('a system with peers has the four sandboxes beside it; each can be killed and comes back at its address', async () => {
  for (const peer of ['wechat', 'sms', 'realname', 'sso'] as const) {
    expect(await shown(peer)).toBe(200);
    await system.kill(peer);
    await expect(shown(peer)).rejects.toThrow();
    await system.restart(peer);
    expect(await shown(peer)).toBe(200);
  }
  expect((await fetch(`${system.baseUrl}/readyz`)).status).toBe(200);
});
