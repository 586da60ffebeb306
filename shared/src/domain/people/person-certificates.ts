/** Documents a person's real name is checked with, by the province's code of their kind, or by ours where it has none. */
export const PERSON_CERT_NAMES = {
  '111': '居民身份证',
  '414': '护照',
  '511': '台湾居民来往大陆通行证',
  '516': '港澳居民来往内地通行证',
  /** Eighteen digits as on an identity card, from 81 (Hong Kong), 82 (Macao) or 83 (Taiwan) on. */
  residence_permit: '港澳台居民居住证',
  /** Since 2023 eighteen digits from 9 on, before that three letters and twelve digits. */
  permanent_residence: '外国人永久居留身份证',
} as const satisfies Record<string, string>;

export type PersonCertType = keyof typeof PERSON_CERT_NAMES;
export const PERSON_CERT_TYPES = Object.keys(PERSON_CERT_NAMES) as [PersonCertType, ...PersonCertType[]];
