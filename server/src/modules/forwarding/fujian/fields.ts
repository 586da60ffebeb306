import type { ForwardableEvent, ForwardableRating, RateableService } from '../dialect.js';
import type { FujianSettings } from './settings.js';
import { beijingTime } from './times.js';

/** Which part of a rating a field is taken from; says why it is missing when it is. */
type Part = 'transaction' | 'event' | 'applicant' | 'channel' | 'rating';

/** One field of the provincial document: its name there, where it comes from, and whether the province insists. */
export interface FieldSpec<T> {
  name: string;
  part: Part;
  value: (rating: T, settings: FujianSettings) => string | null;
  required?: (rating: T, settings: FujianSettings) => boolean;
  /** The codes the province takes, where it has a list. */
  codes?: (settings: FujianSettings) => readonly string[];
  /** Words of a person: what the character set lacks is left out and named, instead of keeping the rating back. */
  words?: true;
  /** What is missing, in plain Chinese. */
  label: string;
}

const certificateCode = (type: string | undefined, { certificateCodes }: FujianSettings): string | null =>
  type === undefined ? null : (certificateCodes[type] ?? type);

const always = (): boolean => true;
const time = (instant: Date | null | undefined): string | null => (instant ? beijingTime(instant) : null);

/**
 * Domain §6, in the order of the interface. What the interface does not require and we have no need to tell
 * (`backUrl`, `customFields`) is not sent.
 */
export const SERVICE_FIELDS: readonly FieldSpec<RateableService>[] = [
  { name: 'sysNO', part: 'channel', label: '系统编号', value: (_, { sysNo }) => sysNo },
  {
    name: 'businessCode',
    part: 'transaction',
    label: '事项实施编码',
    value: ({ transaction }) => transaction?.item.code ?? null,
    required: always,
  },
  {
    name: 'businessName',
    part: 'transaction',
    label: '事项名称',
    value: ({ transaction }) => transaction?.item.name ?? null,
    required: always,
  },
  {
    name: 'projectNo',
    part: 'transaction',
    label: '办件编号',
    value: ({ transaction }) => transaction?.projectNo ?? null,
    required: always,
  },
  {
    name: 'projectName',
    part: 'transaction',
    label: '办件名称',
    value: ({ transaction }) => transaction?.projectName ?? null,
    required: always,
  },
  {
    name: 'nodeName',
    part: 'event',
    label: '办件环节',
    value: ({ event }) => event?.nodeName ?? null,
    required: always,
  },
  {
    name: 'proStatus',
    part: 'event',
    label: '办件状态',
    value: ({ event }) => event?.proStatus ?? null,
    required: always,
    codes: (settings) => settings.proStatus,
  },
  {
    name: 'regionCode',
    part: 'transaction',
    label: '行政区划代码',
    value: ({ transaction }) => transaction?.regionCode ?? null,
    required: always,
  },
  {
    name: 'acceptDate',
    part: 'event',
    label: '受理时间',
    value: ({ event }) => time(event?.acceptedAt),
    required: always,
  },
  {
    name: 'resultDate',
    part: 'event',
    label: '办结时间',
    value: ({ event }) => time(event?.finishedAt),
    required: ({ event }, { finishedStatus }) => event?.proStatus === finishedStatus,
  },
  {
    name: 'serviceTime',
    part: 'event',
    label: '服务时间',
    value: ({ event }) => time(event?.servedAt),
    required: always,
  },
  {
    name: 'userProp',
    part: 'applicant',
    label: '申请人类型',
    value: ({ applicant }) => applicant?.userProp ?? null,
    required: always,
    codes: (settings) => settings.userProp,
  },
  {
    name: 'userName',
    part: 'applicant',
    label: '申请人姓名或名称',
    value: ({ applicant }) => applicant?.name ?? null,
    required: always,
  },
  {
    name: 'userPageType',
    part: 'applicant',
    label: '申请人证件类型',
    value: ({ applicant }, settings) => certificateCode(applicant?.certificate.type, settings),
    required: always,
    codes: (settings) => settings.certificateTypes,
  },
  {
    name: 'certKey',
    part: 'applicant',
    label: '申请人证件号码',
    value: ({ applicant }) => applicant?.certificate.number ?? null,
    required: always,
  },
  {
    name: 'handleUserName',
    part: 'applicant',
    label: '经办人姓名',
    value: ({ applicant }) => applicant?.handler?.name ?? null,
  },
  {
    name: 'handleUserPageType',
    part: 'applicant',
    label: '经办人证件类型',
    value: ({ applicant }, settings) => certificateCode(applicant?.handler?.certificate.type, settings),
    codes: (settings) => settings.certificateTypes,
  },
  {
    name: 'handleUserPageCode',
    part: 'applicant',
    label: '经办人证件号码',
    value: ({ applicant }) => applicant?.handler?.certificate.number ?? null,
  },
  {
    name: 'contactMobile',
    part: 'applicant',
    label: '联系手机',
    value: ({ applicant }) => applicant?.phone ?? null,
    required: always,
  },
  {
    name: 'evaluateType',
    part: 'rating',
    label: '评价类型',
    value: ({ kind }, { evaluateType }) => evaluateType[kind],
    required: always,
  },
  {
    name: 'pf',
    part: 'channel',
    label: '评价渠道代码',
    value: ({ channel }, { pf }) => pf[channel],
    required: always,
  },
  { name: 'type', part: 'channel', label: '网络类型', value: (_, { network }) => network },
];

/** Two clocks, the business system's and ours, are never quite the same. */
const FORGIVEN_MS = 5 * 60_000;

/**
 * The province wants the rating after the service. It was; where two clocks disagree by less than five minutes about that,
 * it is told with the service's own time, and our records keep both as they were told.
 */
function afterTheService(ratedAt: Date, event: ForwardableEvent | null): Date {
  const ahead = (event?.servedAt.getTime() ?? 0) - ratedAt.getTime();
  return event && ahead > 0 && ahead <= FORGIVEN_MS ? event.servedAt : ratedAt;
}

/** What a pushed rating tells beyond its service. */
export const RATING_FIELDS: readonly FieldSpec<ForwardableRating>[] = [
  {
    name: 'alternate',
    part: 'rating',
    label: '评价等级',
    value: ({ level }) => String(level),
    required: always,
  },
  {
    name: 'assessTime',
    part: 'rating',
    label: '评价时间',
    value: ({ ratedAt, event }) => beijingTime(afterTheService(ratedAt, event)),
    required: always,
  },
  {
    name: 'appraisald',
    part: 'rating',
    label: '评价选项',
    value: ({ options }, { optionSeparator }) => options.join(optionSeparator),
  },
  {
    name: 'appraisaldnum',
    part: 'rating',
    label: '选项个数',
    value: ({ options }) => (options.length > 0 ? String(options.length) : null),
  },
  { name: 'writingevalua', part: 'rating', label: '评价文字', value: ({ text }) => text, words: true },
];

/** Fields that say who somebody is. Their values must not come back to us in a message that is kept and shown. */
export const PERSONAL_FIELDS: readonly string[] = [
  'userName',
  'certKey',
  'handleUserName',
  'handleUserPageCode',
  'contactMobile',
];
