import type { DataSection } from '@haochaping/shared/contracts';
import type { Ground, ServerModule } from '../../module.js';
import { beijingTime } from '../../paper/beijing.js';
import type { Notice } from '../evaluators/index.js';
import type { TextSettings } from '../ratings/index.js';
import { complaintEffects, type ComplaintFollowers } from './jobs.js';
import { ComplaintModel, type ComplaintRecord } from './model.js';
import { complaintRoutes } from './routes.js';

/** What complaints take besides the ground; what stands behind them is lent. */
export interface ComplaintPorts extends ComplaintFollowers {
  notices: readonly Notice[];
  texts: TextSettings;
}

/** Complaints (投诉): told outside the five levels, handled as cases. */
export const complaintsModule = (
  { keys, limits }: Ground,
  { notices, texts, openCase }: ComplaintPorts,
): ServerModule => ({
  routes: complaintRoutes({ keys, limits, notices, texts }),
  effects: [complaintEffects({ openCase }, texts.checkText)],
  personalData: [
    {
      name: 'complaints',
      title: '我的投诉',
      explanation: '您登录后投诉过的。投诉长期保存；注销账号之后不再连着您。',
      collect: complaintEntries,
    },
  ],
});

async function complaintEntries(evaluatorIds: string[]): Promise<DataSection['entries']> {
  const complaints = await ComplaintModel.find({ accountId: { $in: evaluatorIds } })
    .sort({ receivedAt: -1 })
    .lean<ComplaintRecord[]>();
  return complaints.map(({ number, title, place, text, receivedAt }) => ({
    title: `投诉 · ${title}`,
    fields: [
      { name: 'number', label: '回执号', value: number },
      { name: 'receivedAt', label: '投诉时间', value: beijingTime(receivedAt) },
      { name: 'place', label: '在哪里', value: place },
      { name: 'text', label: '说了什么', value: text },
    ],
  }));
}
