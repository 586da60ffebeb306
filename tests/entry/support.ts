import { FormsPrinted, type FormEntryInput } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photo } from '../attachments/support.js';
import { expectStatus } from '../support/journey.js';
import type { StaffClient } from '../support/staff.js';
import type { System } from '../support/system.js';

export const FORMS = '/api/v1/staff/rating-forms';
/** A window of a department of the city, and one of the centre itself. */
export const WINDOW = '350400-W010';
export const OWN_WINDOW = '350400-W001';

/** Forms for a window: their numbers, read off the printed paper, and the paper. */
export async function printForms(
  center: StaffClient,
  count = 1,
  code = WINDOW,
): Promise<{ numbers: string[]; text: string; file: string }> {
  const made = FormsPrinted.parse(
    await expectStatus(await center.send('POST', FORMS, { kind: 'window', code, count }), 201),
  );
  const answer = await center.get(`${FORMS}/batches/${made.batch}/forms.pdf`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  const file = join(mkdtempSync(join(tmpdir(), 'forms-')), 'forms.pdf');
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  return { numbers: [...new Set(text.match(/ZB-[0-9A-Z]{8}/g) ?? [])], text, file };
}

/** A photo of the form, as the centre uploads it. */
export async function uploadPhoto(system: System, by: StaffClient, number: string): Promise<Response> {
  return fetch(`${system.baseUrl}${FORMS}/${number}/files?name=form.jpg`, {
    method: 'POST',
    headers: { ...by.headers, 'Content-Type': 'application/octet-stream' },
    body: await photo(),
  });
}

/** Enters a form with its photo; what is answered. */
export async function enterForm(
  system: System,
  by: StaffClient,
  number: string,
  changes: Partial<FormEntryInput> = {},
): Promise<Response> {
  const { id } = (await expectStatus(await uploadPhoto(system, by, number), 201)) as { id: string };
  const input = { ratedOn: dayOf(new Date()), level: 2, options: ['207'], text: '等了一上午', files: [id] };
  return by.send('POST', `${FORMS}/${number}/entry`, { ...input, ...changes });
}
