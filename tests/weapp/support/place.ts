import { randomInt } from 'node:crypto';
import { openRecords, type Records } from '../../browser/support/records.js';
import { issueInvitation } from '../../support/journey.js';
import { sharedSystem, type System } from '../../support/system.js';

/** The shared system, what it has stored, and the services done in it. */
export interface Place {
  system: System;
  records: Records;
  /** A service was just done, and the person has its invitation. */
  serve(): Promise<{ projectNo: string; token: string; link: string }>;
  close(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const system = await sharedSystem();
  const records = await openRecords(system);
  return {
    system,
    records,
    async serve() {
      const projectNo = `WX-${Date.now()}-${randomInt(1000, 10_000)}`;
      const { token, link } = await issueInvitation(system, { projectNo });
      return { projectNo, token, link };
    },
    close: () => records.close(),
  };
}
