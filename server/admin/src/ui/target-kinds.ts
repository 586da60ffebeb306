import type { TargetKind } from '@haochaping/shared/domain/rating/attribution';

/** What a rating or a code may stand for, in people's words. */
export const TARGET_KIND_NAMES: Readonly<Record<TargetKind, string>> = {
  institution: '单位',
  window: '窗口',
  hall: '大厅',
  platform: '平台',
  item: '事项',
  package: '一件事',
  staff: '工作人员',
  stage: '阶段',
};
