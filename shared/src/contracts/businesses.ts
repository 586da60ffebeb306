import { z } from 'zod';
import { checkUscc } from '../domain/codes.js';
import { HANDLER_INVITATION_CODE, HANDLER_STATES, typedCode, typedToken } from '../domain/index.js';
import { Instant } from './common.js';
import { line } from './written.js';

/** As what one acts for a business. */
export const BUSINESS_ROLES = ['legal_representative', 'handler'] as const;
export type BusinessRole = (typeof BUSINESS_ROLES)[number];
export const BUSINESS_ROLE_NAMES: Readonly<Record<BusinessRole, string>> = {
  legal_representative: '法定代表人',
  handler: '经办人',
};

/** A business told of by its legal representative, who is signed in and verified. */
export const BusinessInput = z
  .strictObject({
    uscc: z
      .string()
      .overwrite(typedCode)
      .superRefine((text, context) => {
        const verdict = checkUscc(text);
        if (!verdict.ok) context.addIssue({ code: 'custom', message: verdict.reason });
      }),
    name: line({ least: 2, most: 100, asked: '请填写营业执照上的名称' }),
    as: z.literal('legal_representative').default('legal_representative'),
  })
  .meta({ id: 'BusinessInput' });
export type BusinessInput = z.infer<typeof BusinessInput>;

/** A business the signed-in person may act for now. */
export const BusinessView = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    uscc: z.string(),
    as: z.enum(BUSINESS_ROLES),
    asName: z.string(),
    since: Instant,
    until: Instant.nullable().meta({ description: '授权到期时间；法定代表人和长期授权为 null' }),
    claimedByOtherAt: Instant.nullable().meta({ description: '最近一次有别人自称法定代表人、被拒的时刻' }),
  })
  .meta({ id: 'Business' });
export type BusinessView = z.infer<typeof BusinessView>;
export const BusinessList = z.strictObject({ items: z.array(BusinessView) }).meta({ id: 'BusinessList' });
export type BusinessList = z.infer<typeof BusinessList>;

/** Until when a handler may act; null for as long as nobody takes it back. */
const Until = Instant.nullable().meta({ description: '授权到期时间，最长三年；null 表示不设期限' });

export const HandlerInvitationInput = z
  .strictObject({ until: Until.default(null) })
  .meta({ id: 'HandlerInvitationInput' });
export type HandlerInvitationInput = z.infer<typeof HandlerInvitationInput>;

/** Told once, to the legal representative, who hands the code on. */
export const HandlerInvitationIssued = z
  .strictObject({
    id: z.uuid(),
    code: z.string().meta({ description: '交给经办人，用一次就作废' }),
    expiresAt: Instant,
    until: Until,
  })
  .meta({ id: 'HandlerInvitationIssued' });
export type HandlerInvitationIssued = z.infer<typeof HandlerInvitationIssued>;

export const HandlerCodeInput = z
  .strictObject({
    code: z
      .string()
      .overwrite(typedToken)
      .regex(HANDLER_INVITATION_CODE, '授权码不完整，请让法定代表人再发一次'),
  })
  .meta({ id: 'HandlerCodeInput' });
export type HandlerCodeInput = z.infer<typeof HandlerCodeInput>;

/** Shown to the future handler before accepting. */
export const HandlerInvitationView = z
  .strictObject({ businessName: z.string(), until: Until, expiresAt: Instant })
  .meta({ id: 'HandlerInvitation' });
export type HandlerInvitationView = z.infer<typeof HandlerInvitationView>;

export const HandlerView = z
  .strictObject({
    id: z.uuid(),
    nameMasked: z.string(),
    since: Instant,
    until: Instant.nullable(),
    state: z.enum(HANDLER_STATES),
    stateName: z.string(),
    mine: z.boolean().meta({ description: '就是现在登录的人' }),
  })
  .meta({ id: 'HandlerView' });
export type HandlerView = z.infer<typeof HandlerView>;

/** The handlers of a business with what became of them, and the codes still on their way. */
export const HandlerList = z
  .strictObject({
    items: z.array(HandlerView),
    invited: z.array(
      z.strictObject({ id: z.uuid(), issuedAt: Instant, expiresAt: Instant, until: Instant.nullable() }),
    ),
  })
  .meta({ id: 'HandlerList' });
export type HandlerList = z.infer<typeof HandlerList>;

export const HandlerChangeInput = z.strictObject({ until: Until }).meta({ id: 'HandlerChangeInput' });
export type HandlerChangeInput = z.infer<typeof HandlerChangeInput>;
