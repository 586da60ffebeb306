import type { ListedKind } from '@haochaping/shared/domain/listings/index';

/** Where a subject's own figures and ratings in a period are opened. */
export const figuresOf = (
  { subject, code }: { subject: ListedKind; code: string },
  { from, to }: { from: string; to: string },
): string => `/statistics?${new URLSearchParams({ kind: subject, code, from, to }).toString()}`;
