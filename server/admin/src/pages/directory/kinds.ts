import type { DirectoryKind } from '@haochaping/shared/contracts/directory';

/**
 * The kinds of directory record in the order in which people look for them. The contract's own table would bring its
 * schemas along; the type below keeps both in step.
 */
export const KIND_NAMES: Readonly<Record<DirectoryKind, string>> = {
  institutions: '机构',
  halls: '大厅和服务点',
  windows: '窗口',
  items: '事项',
  staff: '工作人员',
  platforms: '平台',
  packages: '“一件事”套餐',
  regions: '区划',
};

export const KINDS = Object.keys(KIND_NAMES) as readonly DirectoryKind[];

export function isDirectoryKind(word: string): word is DirectoryKind {
  return word in KIND_NAMES;
}
