import type { SystemView } from '@haochaping/shared/contracts';

/** For whom a system may report, in a few words. */
export function reportsFor({ institutions }: Pick<SystemView, 'institutions'>): string {
  if (institutions.length === 0) return '全部机构';
  const names = institutions.slice(0, 2).map(({ name }) => name);
  return institutions.length > 2 ? `${names.join('、')}等 ${institutions.length} 个机构` : names.join('、');
}
