import type { Overview, StaffSession } from '@haochaping/shared/contracts';

export interface NavigationEntry {
  path: string;
  label: string;
  /** The operation behind the page; the entry is shown to those whom the server allows it. */
  operation: string;
  /** What waits there for a person, from the overview. */
  waiting?: (overview: Overview) => number;
}

/** By work, in the order in which a day runs. Only what exists stands here. */
const ENTRIES: readonly NavigationEntry[] = [
  { path: '/', label: '总览', operation: 'overview.read' },
  {
    path: '/cases',
    label: '差评办理',
    operation: 'cases.list',
    waiting: (overview) => overview.cases?.mine ?? 0,
  },
  {
    path: '/appeals',
    label: '申诉',
    operation: 'appeals.list',
    waiting: (overview) => overview.appealsToDecide ?? 0,
  },
  {
    path: '/oversight',
    label: '督查',
    operation: 'oversight.read',
    waiting: (overview) => overview.coercionNew ?? 0,
  },
  {
    path: '/improvements',
    label: '堵点和整改',
    operation: 'improvements.read',
    waiting: (overview) => overview.improvementsWaiting ?? 0,
  },
  { path: '/bulletins', label: '通报和案例', operation: 'bulletins.read' },
  {
    path: '/feedback',
    label: '综合点评',
    operation: 'feedback.list',
    waiting: (overview) => overview.feedbackWaiting ?? 0,
  },
  { path: '/ratings', label: '评价', operation: 'ratings.list' },
  { path: '/statistics', label: '统计', operation: 'statistics.read' },
  { path: '/indicators', label: '指标', operation: 'indicators.read' },
  { path: '/reports', label: '报告', operation: 'reports.read' },
  {
    path: '/listings',
    label: '奖惩名单',
    operation: 'listings.read',
    waiting: (overview) => overview.listingsWaiting ?? 0,
  },
  { path: '/window', label: '请评价', operation: 'windows.call' },
  {
    path: '/texts',
    label: '待审文字',
    operation: 'texts.list',
    waiting: (overview) => overview.textsWaiting ?? 0,
  },
  {
    path: '/forwarding',
    label: '报送',
    operation: 'forwarding.list',
    waiting: (overview) => overview.forwarding?.parked ?? 0,
  },
  {
    path: '/reveals',
    label: '待我同意',
    operation: 'reveal.approve',
    waiting: (overview) => overview.revealsToDecide ?? 0,
  },
  {
    path: '/corrections',
    label: '更正申请',
    operation: 'corrections.handle',
    waiting: (overview) => overview.correctionsWaiting ?? 0,
  },
  { path: '/messages', label: '消息', operation: 'messages.list' },
  { path: '/questionnaires', label: '问卷', operation: 'questionnaires.read' },
  { path: '/codes', label: '二维码', operation: 'staticCodes.list' },
  { path: '/devices', label: '评价器', operation: 'devices.manage' },
  { path: '/coverage', label: '邀请与覆盖', operation: 'coverage.read' },
  { path: '/systems', label: '业务系统', operation: 'systems.read' },
  {
    path: '/entries',
    label: '纸质与电话',
    operation: 'entries.manage',
    waiting: (overview) => overview.formsToCheck ?? 0,
  },
  { path: '/people', label: '人员', operation: 'accounts.list' },
  { path: '/directory', label: '目录', operation: 'directory.read' },
  {
    path: '/calendar',
    label: '工作日历',
    operation: 'calendar.read',
    waiting: (overview) => (overview.missingCalendar ? 1 : 0),
  },
  { path: '/audit', label: '审计', operation: 'audit.verify' },
  {
    path: '/system',
    label: '系统',
    operation: 'effects.list',
    waiting: (overview) => overview.deadEffects ?? 0,
  },
];

/** Pages one looks something up in; they are nobody's work. */
const LOOKED_UP = ['/directory', '/calendar'];

/** Where a person's day begins: the first entry that is work. */
export function landingOf(session: StaffSession): string {
  const entries = navigationOf(session);
  return (entries.find(({ path }) => !LOOKED_UP.includes(path)) ?? entries[0])?.path ?? '/';
}

export function navigationOf(session: StaffSession): NavigationEntry[] {
  return ENTRIES.filter(({ operation }) => session.may.includes(operation));
}
