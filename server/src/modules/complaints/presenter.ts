import type { ComplaintReceipt, OwnComplaint } from '@haochaping/shared/contracts';
import { selfIdentifyingKinds } from '@haochaping/shared/domain';
import { textStateIn } from '../ratings/index.js';
import type { AcceptedComplaint } from './intake.js';
import type { ComplaintRecord } from './model.js';

/** A complaint for the one who told it: their own words as they were written. */
export const presentOwnComplaint = (complaint: ComplaintRecord): OwnComplaint => ({
  number: complaint.number,
  title: complaint.title,
  place: complaint.place,
  text: complaint.text,
  shown: textStateIn(complaint),
  sentAt: complaint.receivedAt.toISOString(),
  contactable: complaint.contactId !== null,
});

/** The receipt: also where words in it look as if they would tell the rated side who wrote them. */
export const presentComplaintReceipt = ({ complaint, accessKey }: AcceptedComplaint): ComplaintReceipt => ({
  ...presentOwnComplaint(complaint),
  accessKey,
  warnings: selfIdentifyingKinds(complaint.text),
});
