import { z } from 'zod';
import {
  checkIdentityNumber,
  checkPermanentResidence,
  checkResidencePermit,
  checkUscc,
  type CodeVerdict,
} from '../domain/codes.js';
import {
  dayOf,
  MAINLAND_MOBILE,
  seenLength,
  typedCode,
  typedDocument,
  typedPhone,
  writtenLength,
  writtenLine,
  writtenWords,
} from '../domain/index.js';

/**
 * What people write and type, brought into one form where it enters: without what nobody sees, counted as a reader counts.
 * Every text field of the contracts is one of these.
 */

interface Written {
  /** The fewest characters a reader must see, 1 when left out; 0 takes an empty one. */
  least?: number;
  most: number;
  /** What to say when there are fewer. */
  asked?: string;
}

const written = (clean: (text: string) => string, { least = 1, most, asked = '请填写' }: Written) =>
  z
    .string()
    .overwrite(clean)
    .refine((text) => seenLength(text) >= least, asked)
    .refine((text) => writtenLength(text) <= most, `最多${most}字`);

/** One line: a name, a title, a place. */
export const line = (limits: Written) => written(writtenLine, limits);

/** Words that may have several lines: a reason, an answer. */
export const words = (limits: Written) => written((text) => writtenWords(text).trim(), limits);

/** What a list is searched for. */
export const Search = line({ least: 0, most: 50 }).optional();

export const MobilePhone = z
  .string()
  .overwrite(typedPhone)
  .regex(MAINLAND_MOBILE, '应为11位的中国内地手机号')
  .meta({ description: '中国内地手机号；空格、短横线和 +86 会去掉' });

export const SmsCode = z
  .string()
  .overwrite(typedCode)
  .regex(/^\d{6}$/, '应为6位验证码');

/** The form, check digits and birthday of a document, as far as its kind has any. */
function certificateVerdict(certType: string, certNumber: string): CodeVerdict {
  const today = dayOf(new Date()); // nobody is born later
  switch (certType) {
    case '111':
      return checkIdentityNumber(certNumber, today);
    case 'residence_permit':
      return checkResidencePermit(certNumber, today);
    case 'permanent_residence':
      return checkPermanentResidence(certNumber, today);
    case '001':
      return checkUscc(certNumber);
    default:
      return { ok: true };
  }
}

/**
 * Check digits before anything is stored: a mistyped number would open a second evaluator, and be refused by the province.
 */
export function checkCertificate(
  { certType, certNumber }: { certType: string; certNumber: string },
  context: z.RefinementCtx,
): void {
  const verdict = certificateVerdict(certType, certNumber);
  if (!verdict.ok) context.addIssue({ code: 'custom', path: ['certNumber'], message: verdict.reason });
}

/** What is doubtful in a document that is taken all the same, as the fields of an error name it. */
export function certificateDoubts(
  field: string,
  { certType, certNumber }: { certType: string; certNumber: string },
): { field: string; message: string }[] {
  const verdict = certificateVerdict(certType, certNumber);
  return verdict.ok && verdict.doubt ? [{ field: `${field}.certNumber`, message: verdict.doubt }] : [];
}

/** The number of a person's document as it is kept and looked for. */
export const DocumentNumber = z
  .string()
  .overwrite(typedDocument)
  .regex(/^[0-9A-Z()]{5,30}$/, '请填证件号码，由数字和字母组成');
