import type { CaseFile } from '@haochaping/shared/contracts';

/** A list as a workbook. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file of one's own case: where it is, what is sent along to be let in, what it is. */
export interface OwnFile {
  /** Behind `/api/v1`. */
  path: string;
  header: Record<string, string>;
  name: string;
  type: CaseFile['type'] | typeof XLSX;
}

/** Whether it was opened; `shown` is the address of a picture that the page is to show itself. */
export type Opened = { ok: true; shown?: string } | { ok: false };
