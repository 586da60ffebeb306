import type { DataExport, DataSection } from '@haochaping/shared/contracts';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import type { PersonalDataSource } from '../../../module.js';
import { beijingTime } from '../../../paper/beijing.js';
import { recordAudit } from '../../audit/index.js';
import {
  accountContext,
  AccountModel,
  type AccountRecord,
  consentsOf,
  presentConsent,
  openApplicant,
  ApplicantModel,
  type ApplicantRecord,
  currentNotice,
  type Notice,
} from '../../evaluators/index.js';
import { correctionEntries } from '../corrections/corrections.js';
import { disclosuresOf, type RatingNumbers } from '../disclosures/disclosures.js';
import { openFields } from '../../vault/index.js';
import { SessionModel, type SessionRecord } from '../../sessions/index.js';

export interface ExportDesk {
  keys: Keys;
  notices: readonly Notice[];
  numbersOf: RatingNumbers;
  /** Of all modules, asked for when they are needed: later ones hand theirs in. */
  sources: () => readonly PersonalDataSource[];
}

/**
 * Everything that is held about the signed-in person, their own data in full. Source: PIPL article 45.
 * The audit entry is durable before anything is opened.
 */
export async function exportData(
  desk: ExportDesk,
  actor: EvaluatorActor,
  format: 'json' | 'pdf',
  now: Date,
): Promise<DataExport> {
  const { accountId, evaluatorIds } = actor;
  const audited = { kind: 'evaluator' as const, id: accountId };
  await recordAudit({
    at: now,
    action: 'data.exported',
    actor: audited,
    subject: audited,
    detail: { format },
  });
  const sources = [...ownSources(desk), ...desk.sources()];
  const sections = await Promise.all(
    sources.map(async (source) => ({
      name: source.name,
      title: source.title,
      explanation: source.explanation,
      entries: await source.collect(evaluatorIds, accountId),
    })),
  );
  return {
    format: 'haochaping-data-export/1',
    madeAt: now.toISOString(),
    noticeVersion: currentNotice(desk.notices).version,
    sections,
  };
}

type Entry = DataSection['entries'][number];
const field = (name: string, label: string, value: string) => ({ name, label, value });

/** What identity itself holds. */
function ownSources({ keys, notices, numbersOf }: ExportDesk): PersonalDataSource[] {
  return [
    {
      name: 'account',
      title: '账号',
      explanation: '您登录和实名核验时给的信息，留到您注销为止。',
      collect: (_, accountId) => accountEntries(keys, accountId),
    },
    {
      name: 'applicants',
      title: '办件时报来的信息',
      explanation:
        '您办事时业务系统报来的申请人信息，用于评价对应办件、差评回访和依法报送，办结后按期限删除；您投诉时留的手机号也在这里，用来回访、告诉您结果。',
      collect: (evaluatorIds) => applicantEntries(keys, evaluatorIds),
    },
    {
      name: 'consents',
      title: '同意记录',
      explanation: '您同意、不同意或撤回过什么，留着备查。',
      collect: async (_, accountId) =>
        (await consentsOf(accountId)).map((record) => {
          const { name, at, given, version } = presentConsent(notices, record);
          return {
            title: name,
            fields: [
              field('given', '回答', given ? '同意' : '不同意'),
              field('at', '时间', beijingTime(new Date(at))),
              field('version', '看到的隐私告知', `第${version}版`),
            ],
          };
        }),
    },
    {
      name: 'disclosures',
      title: '谁查看过我的信息',
      explanation: '每次有人看您的姓名电话，或者依法报送，都有一条。',
      collect: (evaluatorIds) => disclosureEntries(evaluatorIds, numbersOf),
    },
    {
      name: 'corrections',
      title: '更正申请',
      explanation: '您说过哪里不对、怎么答复的，办完后按期限删除；注销账号时一起删。',
      collect: (evaluatorIds) => correctionEntries(keys, evaluatorIds, beijingTime),
    },
    {
      name: 'sessions',
      title: '登录记录',
      explanation: '您在哪些设备上登录过，用来发现不是您本人的登录。',
      collect: (_, accountId) => sessionEntries(accountId),
    },
  ];
}

const PROVIDERS: Readonly<Record<string, string>> = {
  weapp: '微信小程序标识',
  official: '微信公众号标识',
  union: '微信统一标识',
  phone: '登录手机号',
  sso: '统一身份认证标识',
};
const OWN_FIELDS: Readonly<Record<string, string>> = {
  name: '姓名',
  certNumber: '证件号码',
  phone: '电话',
};

async function accountEntries(keys: Keys, accountId: string): Promise<Entry[]> {
  const account = await AccountModel.findById(accountId).lean<AccountRecord>();
  if (!account) throw new AppError('not_signed_in');
  const context = accountContext(accountId);
  const told = await openFields(keys, accountId, context, account.sealed);
  const ways = await Promise.all(
    account.identities.map(async ({ provider, sealed, linkedAt }): Promise<Entry> => {
      const { [provider]: value = '' } = await openFields(keys, accountId, context, { [provider]: sealed });
      return {
        title: PROVIDERS[provider] ?? provider,
        fields: [
          field(provider, PROVIDERS[provider] ?? provider, value),
          field('linkedAt', '什么时候用上的', beijingTime(linkedAt)),
        ],
      };
    }),
  );
  const base = [
    field('createdAt', '什么时候有的账号', beijingTime(account.createdAt)),
    ...Object.entries(told).map(([name, value]) => field(name, OWN_FIELDS[name] ?? name, value)),
    ...(account.verified ? [field('verifiedAt', '实名核验', beijingTime(account.verified.at))] : []),
  ];
  return [{ title: '基本信息', fields: base }, ...ways];
}

async function applicantEntries(keys: Keys, evaluatorIds: string[]): Promise<Entry[]> {
  const records = await ApplicantModel.find({ evaluatorId: { $in: evaluatorIds } })
    .sort({ createdAt: -1 })
    .lean<ApplicantRecord[]>();
  const entries = await Promise.all(
    records.map(async ({ _id, createdAt }): Promise<Entry[]> => {
      const opened = await openApplicant(keys, _id);
      if (!opened) return [];
      const { name, certType, certNumber, phone, handler } = opened;
      return [
        {
          title: `${beijingTime(createdAt)} 报来`,
          fields: [
            // Of whoever complained the number alone was told.
            ...(name ? [field('name', '姓名或名称', name)] : []),
            ...(certNumber
              ? [field('certType', '证件类型代码', certType), field('certNumber', '证件号码', certNumber)]
              : []),
            field('phone', '电话', phone),
            ...(handler
              ? [
                  field('handlerName', '经办人', handler.name),
                  field('handlerCertNumber', '经办人证件号码', handler.certNumber),
                ]
              : []),
          ],
        },
      ];
    }),
  );
  return entries.flat();
}

const MOST_DISCLOSURES = 10_000;

async function disclosureEntries(evaluatorIds: string[], numbersOf: RatingNumbers): Promise<Entry[]> {
  const { items } = await disclosuresOf(evaluatorIds, { page: 1, pageSize: MOST_DISCLOSURES }, numbersOf);
  return items.map(({ at, office, role, purpose, data, rating }) => ({
    title: `${beijingTime(new Date(at))} ${purpose}`,
    fields: [
      field('office', '单位', office),
      ...(role ? [field('role', '岗位', role)] : []),
      field('data', '看到了', data.join('、')),
      ...(rating ? [field('rating', saidOfNumber(rating, '为了评价'), rating)] : []),
    ],
  }));
}

async function sessionEntries(accountId: string): Promise<Entry[]> {
  const sessions = await SessionModel.find({ subjectId: accountId, kind: 'evaluator' })
    .sort({ createdAt: -1 })
    .lean<SessionRecord[]>();
  return sessions.map(({ createdAt, device, client, endedAt }) => ({
    title: beijingTime(createdAt),
    fields: [
      field('device', '设备', device),
      field('client', '从哪里', client === 'weapp' ? '微信小程序' : '网页'),
      ...(endedAt ? [field('endedAt', '什么时候退出', beijingTime(endedAt))] : []),
    ],
  }));
}
