import { z } from 'zod';
import { STAFF_ROLE_NAMES, STAFF_ROLES, type StaffRole } from '../domain/people/staff.js';
import { Counted, Instant, pageOf, PageQuery } from './common.js';
import { MissingYearView } from './calendar.js';
import { line } from './written.js';

export { STAFF_ROLE_NAMES, STAFF_ROLES, type StaffRole };

export const SignInInput = z
  .strictObject({ username: line({ most: 50 }), password: z.string().min(1).max(200) })
  .meta({ id: 'SignInInput' });

/** The signed-in staff member, with what the console may offer. */
export const StaffSession = z
  .strictObject({
    username: z.string(),
    displayName: z.string(),
    role: z.enum(STAFF_ROLES),
    roleName: z.string(),
    institutionCode: z.string(),
    institutionName: z.string(),
    regionCodes: z.array(z.string()),
    may: z
      .array(z.string())
      .meta({ description: '允许的操作，控制台据此显示按钮，如 ratings.list、directory.import' }),
    secondFactor: z.boolean().meta({ description: '这次登录验过手机验证码（演示账号视同验过）' }),
    changesToSee: z.int().meta({ description: '别人改过这个账号、本人还没看过的有几次' }),
    csrfToken: z.string().meta({ description: '写操作放在 X-CSRF-Token 头里' }),
    expiresAt: Instant,
  })
  .meta({ id: 'StaffSession' });
export type StaffSession = z.infer<typeof StaffSession>;

/** An effect that failed too often and now waits for a person. */
export const DeadEffect = z
  .strictObject({
    id: z.string(),
    subject: z.string().meta({ description: '评价、报送等记录的编号' }),
    source: z.string(),
    kind: z.string(),
    kindName: z.string(),
    attempts: z.int(),
    lastError: z.string(),
    since: Instant,
  })
  .meta({ id: 'DeadEffect' });
export type DeadEffect = z.infer<typeof DeadEffect>;
export const DeadEffectQuery = z.strictObject({ ...PageQuery });
export const DeadEffectPage = pageOf(DeadEffect).meta({ id: 'DeadEffectPage' });

/** Numbers beside the console's navigation and on its first page; counted from records at the time of the call. */
export const Overview = z
  .strictObject({
    ratingsToday: Counted,
    poorToday: Counted,
    forwarding: z.strictObject({ waiting: Counted, parked: Counted, held: Counted }).nullable(),
    deadEffects: Counted.nullable().meta({
      description: '停下来等人处理的后台工作；不管这件事的角色为 null',
    }),
    textsWaiting: z.int().nullable().meta({ description: '待核对的文字；不管这件事的角色为 null' }),
    revealsToDecide: z
      .int()
      .nullable()
      .meta({ description: '同事查看联系方式的申请，等现在登录的人同意的；不管这件事的角色为 null' }),
    correctionsWaiting: z
      .int()
      .nullable()
      .meta({ description: '等本单位答复的更正申请；不管这件事的角色为 null' }),
    cases: z
      .strictObject({ mine: Counted, late: Counted, others: Counted })
      .nullable()
      .meta({ description: '办理中的差评：等现在登录的人办的、超期的、等别人的；不管这件事的角色为 null' }),
    appealsToDecide: z
      .int()
      .nullable()
      .meta({ description: '等现在登录的人决定的申诉；不管这件事的角色为 null' }),
    coercionNew: z
      .int()
      .nullable()
      .meta({ description: '新收到、还没有开始查的强迫、报复的反映；只有效能办看得到，别的角色为 null' }),
    feedbackWaiting: z
      .int()
      .nullable()
      .meta({ description: '等现在登录的人办的综合点评，含等着决定公不公开的；不管这件事的角色为 null' }),
    improvementsWaiting: z
      .int()
      .nullable()
      .meta({ description: '等现在登录的人看的限期整改；不管这件事的角色为 null' }),
    listingsWaiting: z
      .int()
      .nullable()
      .meta({ description: '奖惩名单里等现在登录的人说明或决定的；不管这件事的角色为 null' }),
    formsToCheck: Counted.nullable().meta({
      description: '等现在登录的人对照原表复核的评价表；不管这件事的角色为 null',
    }),
    missingCalendar: MissingYearView.nullable().meta({
      description: '该导入节假日安排的一年；不管这件事的角色为 null',
    }),
    oldestWaitingSeconds: z.int().nullable(),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
