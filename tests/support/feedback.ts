import { randomUUID } from 'node:crypto';
import {
  FeedbackPage,
  FeedbackReceipt,
  FeedbackView,
  OwnFeedback,
  type FeedbackCommandInput,
  type FeedbackEntryInput,
  type FeedbackInput,
} from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { DEPARTMENT } from './complaints.js';
import { expectStatus } from './journey.js';
import { postJson, type StaffClient } from './staff.js';
import type { System } from './system.js';

export const OPINION = '大厅的叫号声音太小，老人听不见，希望加一块大屏';
export const REPLY = '叫号音量调大了，下周在等候区加装一块大屏。';
export const ABOUT_DEPARTMENT = { kind: 'place', place: DEPARTMENT } as const;

/** A feedback as the page sends it. */
export const feedbackInput = (changes: Partial<FeedbackInput> = {}): FeedbackInput => ({
  intakeId: randomUUID(),
  about: { kind: 'nothing' },
  topic: 'facilities',
  text: OPINION,
  agreed: false,
  ...changes,
});

export const sendFeedback = ({ baseUrl }: Pick<System, 'baseUrl'>, input: FeedbackInput) =>
  postJson(`${baseUrl}/api/v1/feedback`, input);

/** A photo, laid under what is not sent yet. */
export const uploadPhoto = ({ baseUrl }: Pick<System, 'baseUrl'>, intakeId: string, body: Buffer) =>
  fetch(`${baseUrl}/api/v1/feedback-photos?name=photo`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'X-Intake-Id': intakeId },
    body: new Uint8Array(body),
  });

/** A feedback written on the page. */
export async function writeFeedback(
  system: Pick<System, 'baseUrl'>,
  changes: Partial<FeedbackInput> = {},
): Promise<FeedbackReceipt> {
  const answer = await sendFeedback(system, feedbackInput(changes));
  return FeedbackReceipt.parse(await expectStatus(answer, 201));
}

/** As a letter is entered. */
export const entryInput = (changes: Partial<FeedbackEntryInput> = {}): FeedbackEntryInput => ({
  entryId: randomUUID(),
  about: { kind: 'nothing' },
  topic: 'facilities',
  text: OPINION,
  agreed: false,
  way: 'letter',
  cameOn: dayOf(new Date()),
  ...changes,
});

type Key = Pick<FeedbackReceipt, 'number' | 'accessKey'>;

/** As its author asks for it, or says something to it. */
export const asAuthor = (
  { baseUrl }: Pick<System, 'baseUrl'>,
  { number, accessKey }: Key,
  path = '',
  body?: unknown,
): Promise<Response> => {
  const headers = { 'x-receipt-key': accessKey };
  const url = `${baseUrl}/api/v1/feedback/${number}${path}`;
  return body === undefined ? fetch(url, { headers }) : postJson(url, body, headers);
};

export const ownFeedback = async (system: Pick<System, 'baseUrl'>, receipt: Key): Promise<OwnFeedback> =>
  OwnFeedback.parse(await expectStatus(await asAuthor(system, receipt), 200));

const BASE = '/api/v1/staff/feedback';

/** The id of the one with this receipt's number, wherever in the lists it stands. */
export async function idOfFeedback(client: StaffClient, number: string): Promise<string> {
  for (const list of ['open', 'done']) {
    const answer = await client.get(`${BASE}?list=${list}&search=${number}`);
    const { items } = FeedbackPage.parse(await expectStatus(answer, 200));
    if (items[0]) return items[0].id;
  }
  throw new Error(`no feedback ${number} to be seen`);
}

export const readFeedback = async (client: StaffClient, id: string): Promise<FeedbackView> =>
  FeedbackView.parse(await expectStatus(await client.get(`${BASE}/${id}`), 200));

/** Tries a step on the version of now. */
export async function tryFeedback(client: StaffClient, id: string, command: FeedbackCommandInput) {
  const { version } = await readFeedback(client, id);
  return client.send('POST', `${BASE}/${id}/moves`, { version, command });
}

/** One step; null for a unit that handed it back, and has no part in it any more. */
export async function stepFeedback(
  client: StaffClient,
  id: string,
  command: FeedbackCommandInput,
): Promise<FeedbackView | null> {
  const answer = await tryFeedback(client, id, command);
  if (command.type !== 'hand_back') return FeedbackView.parse(await expectStatus(answer, 200));
  await expectStatus(answer, 204);
  return null;
}

export const SORT = { type: 'sort', topic: 'facilities', institution: null } as const;
export const PASS_ON = {
  type: 'pass_on',
  institution: DEPARTMENT.code,
  words: '请你们看看怎样改，直接答复',
} as const;
