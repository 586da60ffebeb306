import { z } from 'zod';
import {
  type CaseFile,
  FormCheckInput,
  FormEntered,
  FormEntryInput,
  FormNumber,
  FormsInput,
  FormsPrinted,
  FormsToCheck,
  FormsToCheckQuery,
  PaperFormView,
  OwnFormView,
} from '@haochaping/shared/contracts';
import { dayOf, FORM_NUMBER, typedFormNumber } from '@haochaping/shared/domain';
import { anyone, staff } from '../../../http/actor.js';
import { asDownload } from '../../../http/download.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { RatingModel, type RatingRecord } from '../../ratings/index.js';
import { rolesThatMay } from '../../staff/index.js';
import type { EntriesOptions } from '../options.js';
import { checkForm, listToCheck } from './check.js';
import { enterForm, refusedToEnter } from './entry.js';
import { ownForm } from './own.js';
import type { FormRecord } from './model.js';
import { formOf, formsOfBatch, makeForms } from './printing.js';

const BASE = '/api/v1/staff/rating-forms';
/** The photos of a form that was written down. */
async function photosOf(
  { attachments }: Pick<EntriesOptions, 'attachments'>,
  { entered }: FormRecord,
): Promise<CaseFile[]> {
  if (!entered) return [];
  const rating = await RatingModel.findById(entered.ratingId, { entered: 1 }).lean<
    Pick<RatingRecord, 'entered'>
  >();
  const ids = rating?.entered?.evidence ?? [];
  const described = await attachments.describe(ids);
  return ids.flatMap((id) => described.get(id) ?? []);
}

const params = z.strictObject({ number: FormNumber });

/** Paper forms: printed, written down, compared; and looked up by whoever holds the stub. */
export function formRoutes(options: EntriesOptions): Route[] {
  const shared = {
    tags: ['staff', 'entries'],
    policy: staff(...rolesThatMay('entries.manage')),
    limit: LIMITS.staff,
  } as const;
  return [
    route({
      ...shared,
      method: 'post',
      path: BASE,
      operationId: 'printRatingForms',
      summary: '给一个窗口、大厅或服务点做一批评价表，每张一个编号',
      input: { body: FormsInput },
      responses: { 201: { description: '做好的一批，凭编号取 PDF', body: FormsPrinted } },
      handler: async ({ actor, body, now }) => {
        const forms = await makeForms(actor, body, now);
        const [{ batch = '', title = '', place = '' } = {}] = forms;
        return { status: 201, body: { batch, count: forms.length, title, place } };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/batches/{batch}/forms.pdf`,
      operationId: 'downloadRatingForms',
      summary: '一批评价表的 PDF，A5 一张一页',
      input: { params: z.strictObject({ batch: z.uuid('批号不对') }) },
      responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
      handler: async ({ actor, params: { batch }, now }) => {
        const forms = await formsOfBatch(actor, batch);
        // Loaded when the first forms are asked for: every start would wait for the library and its font.
        const { formPdf } = await import('./form-pdf.js');
        return {
          status: 200,
          body: await formPdf(forms, options.config.publicBaseUrl, now),
          headers: asDownload(`评价表 ${forms[0]?.title ?? ''}.pdf`, 'forms.pdf'),
        };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listRatingFormsToCheck',
      summary: '等着别人对照原表复核的，录入早的在前；自己录的不在里面',
      input: { query: FormsToCheckQuery },
      responses: { 200: { description: '一页', body: FormsToCheck } },
      handler: async ({ actor, query }) => {
        const found = await listToCheck(options.attachments, actor, query);
        return { status: 200, body: { ...found, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{number}`,
      operationId: 'readRatingForm',
      summary: '一张评价表：印给哪里的，录过没有，能不能由您录',
      input: { params },
      responses: { 200: { description: '评价表', body: PaperFormView } },
      handler: async ({ actor, params: { number } }) => {
        const form = await formOf(actor, number);
        const { title, place, printedAt, entered } = form;
        const refused = refusedToEnter(form, actor);
        return {
          status: 200,
          body: {
            number,
            title,
            place,
            printedOn: dayOf(printedAt),
            ratingId: entered?.ratingId ?? null,
            photos: refused ? [] : await photosOf(options, form),
            refused,
          },
        };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{number}/entry`,
      operationId: 'enterRatingForm',
      summary: '照表录入：哪天评的、等级、选项、写的话，附原表的照片；一个编号只录一次',
      input: { params, body: FormEntryInput },
      responses: { 201: { description: '录好了', body: FormEntered } },
      handler: async ({ actor, params: { number }, body, network, now }) => ({
        status: 201,
        body: await enterForm(options, { actor, network }, await formOf(actor, number), body, now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{number}/check`,
      operationId: 'checkRatingForm',
      summary: '复核：录的和原表一样，或者不一样；不改评价',
      input: { params, body: FormCheckInput },
      responses: { 204: { description: '记下了' } },
      handler: async ({ actor, params: { number }, body, now }) => {
        await checkForm(actor, number, body, now);
        return { status: 204 };
      },
    }),
    route({
      method: 'get',
      path: '/f/{number}',
      operationId: 'openRatingFormLink',
      summary: '评价表存根上的链接：转到看进度的页面',
      tags: ['ratings'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: z.strictObject({ number: z.string().max(200) }) },
      responses: { 302: { description: '页面的地址在 Location 里' } },
      handler: ({ params: { number } }) => {
        // Nothing but a number goes on: whatever else was typed may name somebody.
        const typed = typedFormNumber(number);
        const shown = FORM_NUMBER.test(typed) ? typed : '';
        const location = `${options.config.publicBaseUrl}/packages/form/index?n=${shown}`;
        return Promise.resolve({ status: 302 as const, headers: { location } });
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/rating-forms/{number}',
      operationId: 'readOwnRatingForm',
      summary: '凭评价表存根上的编号看录入没有、办到哪一步；不用登录',
      tags: ['ratings'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { params },
      responses: { 200: { description: '录入和进度', body: OwnFormView } },
      handler: async ({ params: { number }, now }) => ({
        status: 200,
        body: await ownForm(options, number, now),
      }),
    }),
  ];
}
