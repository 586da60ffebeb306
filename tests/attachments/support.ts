import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CaseFile, type Receipt } from '@haochaping/shared/contracts';
import sharp from 'sharp';
import {
  caseOfReceipt,
  giveToDepartment,
  poorRating as aPoorRating,
  readOwnCase,
  stepCase as step,
} from '../support/cases.js';
import { expectStatus } from '../support/journey.js';
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

export const ownCase = readOwnCase;

/** A poor rating whose case is open, and given to the department. */
export const poorRating = ({ system, center }: Office): Promise<Poor> => aPoorRating(system, center);

/** The case of a poor rating that was given elsewhere, given to the department. */
export async function caseOf({ system, center }: Office, receipt: Pick<Receipt, 'number'>): Promise<string> {
  const { id } = await caseOfReceipt(system, receipt);
  await giveToDepartment(system, center, id);
  return id;
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

/** Sends a file as the console does, to go with what stands under this path. */
export const uploadTo = (
  { baseUrl }: System,
  client: StaffClient,
  path: string,
  bytes: Uint8Array,
  name = 'a.jpg',
) =>
  fetch(`${baseUrl}${path}/files?${new URLSearchParams({ name }).toString()}`, {
    method: 'POST',
    headers: { ...client.headers, 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  });

/** Sends a file of a case. */
export const upload = (system: System, client: StaffClient, id: string, bytes: Uint8Array, name?: string) =>
  uploadTo(system, client, casePath(id), bytes, name);

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

/** The words of a PDF as a reader's program finds them, without blanks. */
export async function wordsOf(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  const folder = await mkdtemp(join(tmpdir(), 'paper-'));
  try {
    const file = join(folder, 'a.pdf');
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    return (await promisify(execFile)('pdftotext', ['-layout', file, '-'])).stdout.replace(/\s/g, '');
  } finally {
    await rm(folder, { recursive: true });
  }
}

export { readCase as read, stepCase as step } from '../support/cases.js';
