/** Documents a person's real name is checked with, by the province's code of their kind. */
export const PERSON_CERT_NAMES = {
  '111': '居民身份证',
  '414': '护照',
  '511': '台湾居民来往大陆通行证',
  '516': '港澳居民来往内地通行证',
} as const satisfies Record<string, string>;

export type PersonCertType = keyof typeof PERSON_CERT_NAMES;
export const PERSON_CERT_TYPES = Object.keys(PERSON_CERT_NAMES) as [PersonCertType, ...PersonCertType[]];
