import { z } from 'zod';
import { MOST_WORDS, SELF_IDENTIFYING_KINDS, TEXT_STATES } from '../domain/index.js';
import { COMPLAINT_KINDS } from '../domain/complaints.js';
import { Instant, PageQuery, pageOf } from './common.js';
import { ReceiptNumber } from './ratings.js';
import { line, MobilePhone, SmsCode, words } from './written.js';

export const ComplaintNumber = z
  .string()
  .regex(/^TS\d{8}-[0-9A-Z]{8}$/, '投诉的回执号应形如 TS20261123-7K3Q9M2X');

const AccessKey = z.string().min(16).max(64);
const Code = line({ most: 64, asked: '请选投诉的是哪里、哪件事' });

/** Something of the directory that people speak of. */
export const ComplaintPlace = z.strictObject({ kind: z.enum(COMPLAINT_KINDS), code: Code });

/** What a complaint is about: something of the directory, or what one's own rating was about. */
export const ComplaintAbout = z
  .union([
    ComplaintPlace,
    z.strictObject({
      rating: ReceiptNumber,
      accessKey: AccessKey.optional().meta({ description: '回执的凭据；登录了、评价在自己名下的，不用填' }),
    }),
  ])
  .meta({ id: 'ComplaintAbout' });
export type ComplaintAbout = z.infer<typeof ComplaintAbout>;

export const ComplaintInput = z
  .strictObject({
    intakeId: z.uuid().meta({ description: '页面为这次投诉生成的编号；网络不好重发时不变，不会重复' }),
    about: ComplaintAbout,
    staffCode: line({ least: 0, most: 64 })
      .optional()
      .meta({ description: '投诉的是人时，胸牌上的工号；不知道就不填，写在话里' }),
    text: words({ least: 5, most: MOST_WORDS, asked: '请写明是什么事，至少5个字' }),
    phone: z
      .strictObject({
        number: MobilePhone,
        code: SmsCode,
        noticeVersion: z.int().min(1).meta({ description: '看过并同意的隐私告知版本' }),
      })
      .optional()
      .meta({ description: '没有登录时，用短信验证码核对的手机号；用来回访和告诉进展' }),
  })
  .meta({ id: 'ComplaintInput' });
export type ComplaintInput = z.infer<typeof ComplaintInput>;

/** What the one who complained reads of it. */
export const OwnComplaint = z
  .strictObject({
    number: z.string().meta({ description: '回执号', example: 'TS20261123-7K3Q9M2X' }),
    title: z.string().meta({ description: '投诉的是哪件事、哪个窗口或谁' }),
    place: z.string(),
    text: z.string(),
    shown: z
      .enum(TEXT_STATES)
      .meta({ description: 'waiting 这段话在核对，暂不给被投诉的单位看；中心照常看、照常办' }),
    sentAt: Instant,
    contactable: z.boolean().meta({ description: '留了可以回访的手机号' }),
  })
  .meta({ id: 'OwnComplaint' });
export type OwnComplaint = z.infer<typeof OwnComplaint>;

/** The receipt of a complaint: nobody needs an account to see how far it has come. */
export const ComplaintReceipt = OwnComplaint.extend({
  accessKey: z.string().meta({ description: '只交给投诉的人：凭它看进度、说满意不满意' }),
  warnings: z
    .array(z.enum(SELF_IDENTIFYING_KINDS))
    .meta({ description: '写的话里像是会让人认出自己的内容；给承办部门看时会遮住' }),
}).meta({ id: 'ComplaintReceipt' });
export type ComplaintReceipt = z.infer<typeof ComplaintReceipt>;

export const MyComplaintQuery = z.strictObject({ ...PageQuery });
export const MyComplaintPage = pageOf(OwnComplaint).meta({ id: 'MyComplaintPage' });
export type MyComplaintPage = z.infer<typeof MyComplaintPage>;

export const ComplaintSubjectQuery = z.strictObject({
  search: line({ most: 50, asked: '请写办事的地方、部门、平台或事项的名称' }),
});

/** What a complaint may be about, found by its name: public facts of the directory. */
export const ComplaintSubjects = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(COMPLAINT_KINDS),
        kindName: z.string(),
        code: z.string(),
        name: z.string(),
        where: z.string(),
      }),
    ),
  })
  .meta({ id: 'ComplaintSubjects' });
export type ComplaintSubjects = z.infer<typeof ComplaintSubjects>;
