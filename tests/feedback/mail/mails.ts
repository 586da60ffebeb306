import { randomUUID } from 'node:crypto';
import iconv from 'iconv-lite';
import { FeedbackPage, MailboxView, type FeedbackRow } from '@haochaping/shared/contracts';
import { eventually, expectStatus } from '../../support/journey.js';
import type { StaffClient } from '../../support/staff.js';

/** A mail as programs send it: lines of ASCII, or bytes where it says so. */
interface Written {
  from?: string;
  subject?: string;
  id?: string;
  headers?: readonly string[];
  body?: string | Buffer;
}

const CRLF = '\r\n';
export const newId = () => `<${randomUUID()}@mail.example>`;

/** A word in a header, in base64 of this charset. */
export const inBase64 = (text: string, charset: string) =>
  `=?${charset}?B?${iconv.encode(text, charset).toString('base64')}?=`;

/** Text as quoted-printable of this charset, in short lines. */
export function inQuotedPrintable(text: string, charset: string): string {
  const signs = [...iconv.encode(text, charset)].map(
    (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  const lines: string[] = [];
  for (let at = 0; at < signs.length; at += 20) lines.push(signs.slice(at, at + 20).join(''));
  return lines.join(`=${CRLF}`);
}

export const TEXT = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'];

export function mail({
  from = '林小满 <xiaoman@mail.example>',
  subject = inBase64('意见', 'utf-8'),
  id = newId(),
  headers = TEXT,
  body = '大厅的叫号声音太小，老人听不见',
}: Written): Buffer {
  const head = [
    `From: ${from.replace('林小满', inBase64('林小满', 'utf-8'))}`,
    'To: yijian@sanming.example',
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
    ...headers,
  ];
  return Buffer.concat([Buffer.from(head.join(CRLF) + CRLF + CRLF), Buffer.from(body), Buffer.from(CRLF)]);
}

/** A mail of several parts, each with its headers. */
export const mailOfParts = (
  parts: readonly { headers: readonly string[]; body: string }[],
  written: Written = {},
): Buffer =>
  mail({
    ...written,
    headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="edge"'],
    body: [...parts.map(({ headers, body }) => ['--edge', ...headers, '', body].join(CRLF)), '--edge--'].join(
      CRLF,
    ),
  });

export const attachment = (name: string, type: string, bytes: Buffer) => ({
  headers: [
    `Content-Type: ${type}; name="${inBase64(name, 'utf-8')}"`,
    `Content-Disposition: attachment; filename="${inBase64(name, 'utf-8')}"`,
    'Content-Transfer-Encoding: base64',
  ],
  body: (bytes.toString('base64').match(/.{1,76}/g) ?? []).join(CRLF),
});

/** The feedback that came by mail and whose words have these in them. */
export async function byMail(center: StaffClient, words: string): Promise<FeedbackRow[]> {
  const answer = await center.get('/api/v1/staff/feedback?list=open&way=email&pageSize=100');
  const { items } = FeedbackPage.parse(await expectStatus(answer, 200));
  return items.filter(({ beginning }) => beginning.includes(words));
}

export const cameIn = (center: StaffClient, words: string): Promise<FeedbackRow> =>
  eventually(`a mail with “${words}” is a feedback`, async () => (await byMail(center, words))[0]);

export const mailboxOf = async (client: StaffClient): Promise<MailboxView> =>
  MailboxView.parse(await expectStatus(await client.get('/api/v1/staff/feedback-mailbox'), 200));
