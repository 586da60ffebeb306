import type { Exhibit } from './recorder.js';

/** Where a mark may stand in clear, and why. Whatever no rule allows is a leak; a rule that nothing needs is no rule. */
export interface Rule {
  kind: Exhibit['kind'];
  where: RegExp;
  what: RegExp;
  marks: RegExp;
  why: string;
}

/** What this person's own marks are, for every person of the run. */
const OWN = ['weapp', 'official', 'sso', 'representative', 'handler', 'phoned'].map((who): Rule => ({
  kind: 'answer',
  where: new RegExp(`^${who}$`),
  what: /^GET \/api\/v1\/me\/data\/export\.json 200$/,
  marks: new RegExp(`^${who}\\.`),
  why: `${who} takes along what is held about them, and nothing of anybody else`,
}));

const RATING = /^(?:POST|GET) \/api\/v1\/(?:me\/)?ratings\/[A-Z0-9-]+(?:\/details)? 200$/;
const STAFF_RATING = /^GET \/api\/v1\/staff\/ratings\/[0-9a-f-]{36} 200$/;
const ANY = /^/;

export const RULES: readonly Rule[] = [
  ...OWN,
  {
    kind: 'answer',
    where: /^(?:author|weapp)$/,
    what: RATING,
    marks: /^(?:words\.rating|applicant\.phone)$/,
    why: 'authors read their own words, with the number they wrote into them',
  },
  {
    kind: 'answer',
    where: /^weapp$/,
    what: /data\/export\.json 200$/,
    marks: /^(?:words\.|applicant\.phone$)/,
    why: 'own words stand in the own export, also those of a rating claimed by its receipt',
  },
  {
    kind: 'answer',
    where: /^weapp$/,
    what: /\/me\/data\/corrections 20[01]$/,
    marks: /^words\.correction$/,
    why: 'whoever asked for a correction reads what they asked',
  },
  {
    kind: 'answer',
    where: /^(?:representative|handler)$/,
    what: /\/me\/(?:businesses|handler-invitations\/(?:look-up|accept)) 20[01]$/,
    marks: /^business\./,
    why: 'a business is named to those who act for it, and to whoever holds its code',
  },
  {
    kind: 'answer',
    where: /^handler$/,
    what: /\/(?:ratings|me\/ratings\/HP[0-9A-Z-]+|me\/data\/export\.json) 20[01]$/,
    marks: /^business\.name$/,
    why: 'whoever chose at a printed code to rate for a business reads for which',
  },
  {
    kind: 'answer',
    where: /^(?:window_clerk|department|reform_office|efficiency_office)$/,
    what: STAFF_RATING,
    marks: /^words\.rating$/,
    why: 'the rated side and the offices read what was said, without what tells who said it',
  },
  {
    kind: 'answer',
    where: /^center$/,
    what: STAFF_RATING,
    marks: /^(?:words\.rating|applicant\.phone)$/,
    why: 'the centre reads words as they were written, with the number in them',
  },
  {
    kind: 'answer',
    where: /^center$/,
    what: /^POST \/api\/v1\/staff\/reveals 201$/,
    marks: /^(?:(?:applicant|representative)\.(?:name|phone)|handler\.name|business\.name)$/,
    why: 'a call-back needs whom to call: name and telephone, told to the evaluator',
  },
  {
    kind: 'answer',
    where: /^center$/,
    what: /^POST \/api\/v1\/staff\/corrections\/[0-9a-f-]{36}\/(?:opening|decision) 20[01]$/,
    marks: /^words\.correction$/,
    why: 'whoever answers a correction reads it, told to the evaluator',
  },
  {
    kind: 'outgoing',
    where: /^wechat$/,
    what: /^POST \/wxa\/msg_sec_check$/,
    marks: /^(?:weapp\.openid|words\.rating)$/,
    why: 'WeChat checks the words of the one whom it calls by this id; the privacy notice says so',
  },
  {
    kind: 'outgoing',
    where: /^sms$/,
    what: ANY,
    marks: /^(?:representative|handler|phoned)\.phone$/,
    why: 'a message needs its number',
  },
  {
    kind: 'outgoing',
    where: /^realname$/,
    what: /^POST \/realname\/v1\/persons$/,
    marks: /^(?:weapp|representative|handler)\.(?:name|certNumber)$/,
    why: 'the register compares name and document, after consent',
  },
  {
    kind: 'outgoing',
    where: /^realname$/,
    what: /^POST \/realname\/v1\/businesses$/,
    marks: /^(?:business\.|representative\.(?:name|certNumber)$)/,
    why: 'the register compares a business with its legal representative',
  },
  {
    kind: 'file',
    where: /^database$/,
    what: ANY,
    marks: /^(?:words\.rating|applicant\.phone)$/,
    why: 'what was said is a fact and is kept as it was said (ADR 013), also the number written into it',
  },
  {
    kind: 'answer',
    where: /^stranger$/,
    what: /^GET \/[rs]\/\S+ headers$/,
    marks: /^applicant\.name$/,
    why: 'a link leads on to the page with what was typed behind it',
  },
  {
    kind: 'answer',
    where: /^business system$/,
    what: /^POST \/api\/v1\/transactions 201$/,
    marks: /^secret\.invitation$/,
    why: 'the business system hands the invitation to its applicant',
  },
  {
    kind: 'url',
    where: /^author$/,
    what: /^GET \/api\/v1\/invitations\//,
    marks: /^secret\.invitation$/,
    why: 'the page asks for the invitation it was opened by; it is used once and tells nothing afterwards',
  },
  {
    kind: 'answer',
    where: /^(?:author|weapp|representative|handler|phoned)$/,
    what: /^POST \/api\/v1\/(?:ratings|me\/session\/weapp|me\/data\/deletion|me\/businesses\/[0-9a-f-]{36}\/handler-invitations) 20[01]$/,
    marks: /^secret\.(?:accessKey|accessToken|refreshToken|undoCode|handlerCode)$/,
    why: 'what opens something is told once, to the one it was made for',
  },
  {
    kind: 'url',
    where: /^stranger$/,
    what: ANY,
    marks: /^(?:applicant|weapp)\./,
    why: 'the stranger writes them into the address',
  },
];

export const allows = (rule: Rule, { kind, where, what }: Exhibit, mark: string): boolean =>
  rule.kind === kind && rule.where.test(where) && rule.what.test(what) && rule.marks.test(mark);
