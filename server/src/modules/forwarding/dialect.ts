import type { Channel, Level } from '@haochaping/shared/domain';

/** A certificate by the type codes the transaction was reported with (111 identity card, 001 credit code, …). */
export interface Certificate {
  type: string;
  number: string;
}

/** A person or body in clear. Exists only between identity's reveal and the encrypted request; is never stored or logged. */
export interface RevealedParty {
  name: string;
  certificate: Certificate;
}

export interface RevealedApplicant extends RevealedParty {
  /** `userProp`: 1 自然人 … 9 其他. */
  userProp: string;
  phone: string | null;
  /** Who acted for a business. */
  handler: RevealedParty | null;
}

export interface ForwardableTransaction {
  projectNo: string;
  projectName: string;
  item: { code: string; name: string };
  regionCode: string;
}

export interface ForwardableEvent {
  nodeName: string;
  /** 1 待受理 · 2 已受理 · 3 已办结. */
  proStatus: string;
  acceptedAt: Date | null;
  /** Needed when the transaction is finished. */
  finishedAt: Date | null;
  servedAt: Date;
}

/**
 * One rating with everything a provincial system may ask for (domain §6). What is not known is null; what is missing is
 * never made up, the rating waits under a named reason instead.
 */
export interface ForwardableRating {
  ratingId: string;
  kind: 'first' | 'supplementary';
  level: Level;
  ratedAt: Date;
  channel: Channel;
  options: readonly string[];
  text: string;
  transaction: ForwardableTransaction | null;
  event: ForwardableEvent | null;
  applicant: RevealedApplicant | null;
}

/** Why a rating cannot be sent as it stands; each names what a person or a later fact has to bring. */
export const HOLD_REASONS = [
  'no_transaction',
  'no_applicant',
  'incomplete_transaction',
  'unexplained',
  'time_order',
  'unknown_code',
  'unencodable',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** A field of the provincial document that could not be filled, and what is wrong with it. Never holds personal data. */
export interface MissingField {
  field: string;
  reason: HoldReason;
  /** Plain Chinese: what is missing and where it has to come from. */
  remedy: string;
}

/** What the province knows a rating by, since it takes no idempotency key. */
export interface NaturalKey {
  projectNo: string;
  nodeName: string;
  /** As sent: `yyyy-MM-dd HH:mm:ss`, Beijing time. */
  serviceTime: string;
  evaluateType: string;
}

/** A document ready to be sent: fields in the order of the interface. Holds personal data; is never stored. */
export interface ProvinceDocument {
  fields: readonly (readonly [name: string, value: string])[];
  naturalKey: NaturalKey;
  level: string;
  assessTime: string;
  /** What of the person's words could not be said in the province's characters. */
  leftOut: MissingField[];
}

export type Prepared = { ok: true; document: ProvinceDocument } | { ok: false; missing: MissingField[] };

/** How one push ended. */
export type PushOutcome =
  | { kind: 'accepted'; evaluateUnid: string }
  /** Understood and refused: sending the same again would be refused again. */
  | { kind: 'rejected'; code: string; message: string }
  /** The natural key is taken already: by this rating, or by another one; a look-up tells. */
  | { kind: 'duplicate'; code: string; message: string }
  /** Sent, and no answer to rely on: it may have been kept. Look up before sending again. */
  | { kind: 'unknown'; message: string }
  /** Certainly not kept: may be sent again later. */
  | { kind: 'unavailable'; message: string };

export type LookUpOutcome =
  | { kind: 'found'; evaluateUnid: string; level: string | null; assessTime: string | null }
  | { kind: 'absent' }
  | { kind: 'unavailable'; message: string };

export type PageAddressOutcome =
  | { kind: 'address'; url: string }
  | { kind: 'rejected'; code: string; message: string }
  | { kind: 'unavailable'; message: string };

/** What a page address is asked for: a service that has not been rated yet. */
export type RateableService = Omit<ForwardableRating, 'level' | 'ratedAt' | 'options' | 'text' | 'ratingId'>;

/** One provincial interface. Names, codes and formats of a vendor stay behind it; a second dialect is a second implementation. */
export interface ProvinceDialect {
  readonly name: string;
  readonly capabilities: {
    /** May be asked whether a rating was kept. */
    lookUp: boolean;
    /** Gives out addresses of rating pages of its own. */
    pageAddress: boolean;
    /** Takes results of handling poor ratings. */
    handlingResults: boolean;
  };
  /** Pure: what would be sent, or what is missing for it. */
  prepare(rating: ForwardableRating): Prepared;
  push(document: ProvinceDocument): Promise<PushOutcome>;
  lookUp(key: NaturalKey): Promise<LookUpOutcome>;
  pageAddress(
    service: RateableService,
  ): Promise<PageAddressOutcome | { kind: 'held'; missing: MissingField[] }>;
  close(): Promise<void>;
}
