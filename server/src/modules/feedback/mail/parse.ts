import { isGarbled, wordsOfMail, type MailHeaders } from '@haochaping/shared/domain/mail';

/** A mail as it is gone on with. */
export interface ReadMail {
  headers: MailHeaders;
  messageId: string | null;
  /** The address of whoever wrote it; null where none is named. */
  from: string | null;
  text: string;
  /** Not all of the words are kept. */
  cut: boolean;
  garbled: boolean;
  files: MailFile[];
}

export interface MailFile {
  name: string;
  bytes: Buffer;
}

/** Larger ones are pages of advertising, or made to keep a reader busy. */
const MOST_HTML = 1024 * 1024;
const MOST_PARTS = 200;
const MOST_HEAD = 256 * 1024;
const ADDRESS = /^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/;

/**
 * Reads a mail: its words (out of its pages where it has no plain text), who wrote it, and what goes with it.
 * @throws when it cannot be read
 */
export async function readMail(source: Buffer): Promise<ReadMail> {
  // Loaded with the first mail: most processes never see one.
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(source, {
    skipTextToHtml: true,
    skipImageLinks: true,
    keepCidLinks: true,
    checksumAlgo: false,
    maxHtmlLengthToParse: MOST_HTML,
    maxChildNodes: MOST_PARTS,
    maxHeadSize: MOST_HEAD,
  });
  const headers = new Map<string, string>();
  for (const { key, line } of mail.headerLines)
    if (!headers.has(key)) headers.set(key, line.slice(line.indexOf(':') + 1).trim());
  const from = mail.from?.value[0]?.address ?? '';
  const subject = mail.subject ?? '';
  const body = mail.text ?? '';
  const { text, cut } = wordsOfMail(subject, body);
  // What belongs to the page of a mail, such as the sign of a firm, comes behind what somebody attached.
  const attached = [...mail.attachments].sort(
    (a, b) => Number(a.related ?? false) - Number(b.related ?? false),
  );
  return {
    headers,
    messageId: headers.get('message-id') || null,
    from: ADDRESS.test(from) ? from : null,
    text,
    cut: cut || mail.textConversionError !== undefined,
    garbled: isGarbled(`${subject}${body}`),
    files: attached.map(({ filename = '', content }) => ({ name: filename, bytes: content })),
  };
}
