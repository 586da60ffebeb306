import {
  CaseFile,
  CasePage,
  CaseView,
  OwnCaseView,
  type CaseCommandInput,
  type Receipt,
} from '@haochaping/shared/contracts';
import sharp from 'sharp';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import type { System } from '../support/system.js';

/** The people of a case, and the steps to where files go with what they say. */
export interface Office {
  system: System;
  center: StaffClient;
  department: StaffClient;
}

export async function openOffice(system: System): Promise<Office> {
  return {
    system,
    center: await signInStaff(system, 'center'),
    department: await signInStaff(system, 'department'),
  };
}

export interface Poor {
  receipt: Receipt;
  id: string;
}

export const ownHeaders = ({ accessKey }: Pick<Receipt, 'accessKey'>) => ({ 'x-receipt-key': accessKey });
export const wayOf = ({ baseUrl }: System, { number }: Pick<Receipt, 'number'>) =>
  `${baseUrl}/api/v1/ratings/${number}/case`;
export const casePath = (id: string) => `/api/v1/staff/cases/${id}`;

export const read = async (client: StaffClient, id: string) =>
  CaseView.parse(await expectStatus(await client.get(casePath(id)), 200));

/** A step on the version of now. */
export async function step(client: StaffClient, id: string, command: CaseCommandInput): Promise<CaseView> {
  const { version } = await read(client, id);
  const answer = await client.send('POST', `${casePath(id)}/moves`, { version, command });
  return CaseView.parse(await expectStatus(answer, 200));
}

export const ownCase = async (system: System, receipt: Receipt) =>
  OwnCaseView.parse(
    await expectStatus(await fetch(wayOf(system, receipt), { headers: ownHeaders(receipt) }), 200),
  );

/** A poor rating whose case is open. */
export async function poorRating(office: Office): Promise<Poor> {
  const { token } = await issueInvitation(office.system);
  const receipt = await rate(office.system.baseUrl, token, 1);
  return { receipt, id: await caseOf(office, receipt) };
}

/** The case of a poor rating, as soon as it is open. */
export async function caseOf(
  { system, center }: Office,
  receipt: Pick<Receipt, 'number' | 'accessKey'>,
): Promise<string> {
  await eventually('the case is open', async () => {
    const answer = await fetch(wayOf(system, receipt), { headers: ownHeaders(receipt) });
    return answer.status === 200 ? true : undefined;
  });
  for (let page = 1; ; page++) {
    const list = await center.get(`/api/v1/staff/cases?list=mine&pageSize=100&page=${page}`);
    const { items } = CasePage.parse(await expectStatus(list, 200));
    for (const { id } of items) if ((await read(center, id)).rating?.number === receipt.number) return id;
    if (items.length < 100) throw new Error(`no case of ${receipt.number}`);
  }
}

/** A poor rating that was verified: the department is to answer. */
export async function verifiedRating(office: Office): Promise<Poor> {
  const poor = await poorRating(office);
  await verified(office, poor.id);
  return poor;
}

/** Called back and found true. */
export async function verified({ center }: Office, id: string): Promise<void> {
  await step(center, id, { type: 'call', outcome: 'reached', said: '窗口让跑了三趟' });
  await step(center, id, { type: 'verify', finding: 'true', facts: '查了收件记录，属实' });
}

export const answerWith = (attachments: string[], text = '已经整改，照片里是新的材料清单。') =>
  ({ type: 'answer', kind: 'rectified', text, attachments }) as const;

export const upload = (
  { baseUrl }: System,
  client: StaffClient,
  id: string,
  bytes: Uint8Array,
  name = 'a.jpg',
) =>
  fetch(`${baseUrl}${casePath(id)}/files?${new URLSearchParams({ name }).toString()}`, {
    method: 'POST',
    headers: { ...client.headers, 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  });

export const uploaded = async (...given: Parameters<typeof upload>) =>
  CaseFile.parse(await expectStatus(await upload(...given), 201));

/** A photo as a telephone takes it: lying on its side, with its owner and the place it was taken at. */
export const photo = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Artist: 'SECRET-OWNER', Model: 'SECRET-PHONE' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 15/1 0/1' },
    })
    .jpeg()
    .toBuffer();

export const picture = () =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: '#3c3' } })
    .png()
    .toBuffer();

export const pdf = (inside = '') =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog${inside}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
