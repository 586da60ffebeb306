import { z } from 'zod';
import {
  InvitationIssued,
  InvitationToken,
  RatingPageView,
  StaticCodeInput,
  StaticCodePage,
  StaticCodeQuery,
  StaticCodeValue,
  StaticCodeView,
  TransactionInput,
} from '@haochaping/shared/contracts';
import { INVITATION_TOKEN, pastedToken, STATIC_CODE, TARGET_KINDS } from '@haochaping/shared/domain';
import type { Config } from '../../config/config.js';
import { anyone, businessSystem, staff } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import type { Logger } from '../../logger.js';
import { questionnaireFor } from '../questionnaires/index.js';
import { rolesThatMay } from '../staff/index.js';
import { describePlace } from './attribution.js';
import { callForService } from './devices/calls.js';
import { deviceRoutes } from './devices/routes.js';
import { findInvitation, issueInvitation, keepProvinceAddress } from './invitations.js';
import type { InvitationRecord } from './model.js';
import { presentIssued, presentStaticCode, presentStaticPage, shortLink, staticLink } from './presenter.js';
import { qrPng, qrSvg } from './qr.js';
import type { EventRatings } from './transactions.js';
import { systemRoutes } from './systems/routes.js';
import { coverageRoutes } from './coverage/routes.js';
import { sheetRoutes, slipRoute } from './sheets/routes.js';
import { ensureStaticCode, findStaticCode, listStaticCodes, PUBLIC } from './static-codes.js';

/** Fetches the address of the province's own rating page for an invitation; null when there is none to be had now. */
export type ProvincePageAddress = (invitation: InvitationRecord) => Promise<string | null>;

export interface ChannelsOptions {
  config: Config;
  keys: Keys;
  log: Logger;
  provincePageAddress: ProvincePageAddress;
  ratings: EventRatings;
}

const token = z.strictObject({ token: InvitationToken });
const code = z.strictObject({ code: StaticCodeValue });

export function channelsRoutes(options: ChannelsOptions): Route[] {
  return [
    ...transactionRoutes(options),
    ...linkRoutes(options),
    ...qrRoutes(options),
    ...staticCodeRoutes(options),
    ...sheetRoutes(options.config),
    ...deviceRoutes(options),
    ...systemRoutes(options.keys),
    ...coverageRoutes(),
    slipRoute(options.config, options.keys),
  ];
}

function transactionRoutes({ config, keys, ratings }: ChannelsOptions): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/transactions',
      operationId: 'reportTransaction',
      summary: '业务系统报送一个办件环节，换取评价邀请',
      tags: ['channels'],
      policy: businessSystem,
      limit: LIMITS.system,
      input: { body: TransactionInput },
      responses: { 201: { description: '评价邀请：短链接和二维码', body: InvitationIssued } },
      handler: async ({ actor, body, now }) => {
        const issued = await issueInvitation(config, keys, actor, body, ratings, now);
        const { windowCode } = body.event;
        if (body.channel === 'tablet' && windowCode) await callForService(issued.invitation, windowCode, now);
        return { status: 201, body: presentIssued(config.publicBaseUrl, issued) };
      },
    }),
  ];
}

/** Short links are opened by people: whatever is wrong with them, a page explains it. */
function linkRoutes({ config, keys, log, provincePageAddress }: ChannelsOptions): Route[] {
  const own = (query: string) => ({
    status: 302 as const,
    headers: { location: `${config.publicBaseUrl}/pages/rate/index?${query}` },
  });
  return [
    route({
      method: 'get',
      path: '/r/{token}',
      operationId: 'openInvitationLink',
      summary: '短链接：转到评价页',
      tags: ['channels'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: z.strictObject({ token: z.string() }) },
      responses: { 302: { description: '评价页的地址在 Location 里' } },
      handler: async ({ params }) => {
        const page = own(`i=${encodeURIComponent(shown(params.token, INVITATION_TOKEN))}`);
        const invitation = await knownInvitation(keys, pastedToken(params.token, INVITATION_TOKEN));
        if (invitation?.pageSource !== 'province') return page;
        const told = invitation.provinceAddress ?? (await provincePageAddress(invitation));
        const address = addressOf(told);
        if (!address) {
          // Better our own page than none: what the person wants to say must not be lost because a peer is down.
          log.warn({ invitationId: invitation._id }, 'no provincial page address, showing our own page');
          return page;
        }
        if (invitation.provinceAddress !== address) await keepProvinceAddress(invitation._id, address);
        return { status: 302, headers: { location: address } };
      },
    }),
    route({
      method: 'get',
      path: '/s/{code}',
      operationId: 'openStaticLink',
      summary: '静态二维码的链接：转到评价页',
      tags: ['channels'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: z.strictObject({ code: z.string() }) },
      responses: { 302: { description: '评价页的地址在 Location 里' } },
      handler: async ({ params }) => own(`c=${encodeURIComponent(shown(params.code, STATIC_CODE))}`),
    }),
  ];
}

/** The token in what was tapped; where there is none, the beginning of it, for the page to explain. */
const shown = (text: string, form: RegExp): string =>
  pastedToken(text, form) || Array.from(text).slice(0, 64).join('');

/** An address as a header takes it, Chinese in it encoded; null where it is none. */
const addressOf = (told: string | null): string | null =>
  told !== null && URL.canParse(told) ? new URL(told).href : null;

async function knownInvitation(keys: Keys, text: string): Promise<InvitationRecord | null> {
  if (!INVITATION_TOKEN.test(text)) return null;
  try {
    return await findInvitation(keys, text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invitation_unknown') return null;
    throw error;
  }
}

function qrRoutes({ config, keys }: ChannelsOptions): Route[] {
  const svg = { 200: { description: '二维码', contentType: 'image/svg+xml' } } as const;
  const png = { 200: { description: '二维码，512 像素', contentType: 'image/png' } } as const;
  const shared = { method: 'get', tags: ['channels'], policy: anyone, limit: LIMITS.read } as const;
  const invitationLink = async (text: string) => {
    await findInvitation(keys, text);
    return shortLink(config.publicBaseUrl, text);
  };
  const placeLink = async (text: string, now: Date) =>
    staticLink(config.publicBaseUrl, (await findStaticCode(text, now)).record._id);
  return [
    route({
      ...shared,
      path: '/api/v1/invitations/{token}/qr.svg',
      operationId: 'invitationQrSvg',
      summary: '评价邀请的二维码（SVG）',
      input: { params: token },
      responses: svg,
      handler: async ({ params }) => ({ status: 200, body: await qrSvg(await invitationLink(params.token)) }),
    }),
    route({
      ...shared,
      path: '/api/v1/invitations/{token}/qr.png',
      operationId: 'invitationQrPng',
      summary: '评价邀请的二维码（PNG）',
      input: { params: token },
      responses: png,
      handler: async ({ params }) => ({ status: 200, body: await qrPng(await invitationLink(params.token)) }),
    }),
    route({
      ...shared,
      path: '/api/v1/static-codes/{code}/qr.svg',
      operationId: 'staticCodeQrSvg',
      summary: '静态二维码（SVG）',
      input: { params: code },
      responses: svg,
      handler: async ({ params, now }) => ({
        status: 200,
        body: await qrSvg(await placeLink(params.code, now)),
      }),
    }),
    route({
      ...shared,
      path: '/api/v1/static-codes/{code}/qr.png',
      operationId: 'staticCodeQrPng',
      summary: '静态二维码（PNG）',
      input: { params: code },
      responses: png,
      handler: async ({ params, now }) => ({
        status: 200,
        body: await qrPng(await placeLink(params.code, now)),
      }),
    }),
  ];
}

function staticCodeRoutes({ config }: ChannelsOptions): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/static-codes/{code}',
      operationId: 'readStaticCode',
      summary: '静态二维码的评价页需要的全部内容',
      tags: ['channels'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: code },
      responses: { 200: { description: '评价页', body: RatingPageView } },
      handler: async ({ params, now }) => {
        const described = await findStaticCode(params.code, now);
        const questionnaire = await questionnaireFor(described.attribution, null, now);
        return { status: 200, body: presentStaticPage(described, questionnaire) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/places/{kind}/{code}/static-code',
      operationId: 'findStaticCodeOfPlace',
      summary: '一个窗口、大厅、机构、平台、事项或工号的静态码；第一次用到时生成，以后不变',
      tags: ['channels'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: z.strictObject({ kind: z.enum(TARGET_KINDS), code: z.string().min(1).max(40) }) },
      responses: { 200: { description: '静态码', body: StaticCodeView } },
      handler: async ({ params, now }) => {
        const found = await ensureStaticCode(params.kind, params.code, PUBLIC, now);
        return { status: 200, body: presentStaticCode(config.publicBaseUrl, found.record, found) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/staff/static-codes',
      operationId: 'listStaticCodes',
      summary: '静态二维码列表',
      tags: ['staff', 'channels'],
      policy: staff(...rolesThatMay('staticCodes.list')),
      limit: LIMITS.staff,
      input: { query: StaticCodeQuery },
      responses: { 200: { description: '一页静态二维码', body: StaticCodePage } },
      handler: async ({ query, now }) => {
        const { records, total } = await listStaticCodes(query.search, query.page, query.pageSize, now);
        const items = await Promise.all(
          records.map(async (record) =>
            presentStaticCode(
              config.publicBaseUrl,
              record,
              await describePlace(record.targetKind, record.targetCode, now),
            ),
          ),
        );
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/static-codes',
      operationId: 'createStaticCode',
      summary: '为窗口、大厅、机构、事项、平台或者一个工号生成静态二维码；已有的原样返回',
      tags: ['staff', 'channels'],
      policy: staff(...rolesThatMay('staticCodes.create')),
      limit: LIMITS.staff,
      input: { body: StaticCodeInput },
      responses: { 201: { description: '静态二维码', body: StaticCodeView } },
      handler: async ({ actor, body, now }) => {
        const found = await ensureStaticCode(body.targetKind, body.targetCode, actor.accountId, now);
        return { status: 201, body: presentStaticCode(config.publicBaseUrl, found.record, found) };
      },
    }),
  ];
}
