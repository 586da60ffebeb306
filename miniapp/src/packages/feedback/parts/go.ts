import Taro from '@tarojs/taro';

/** Opens a page of this package. */
export function go(page: 'write' | 'mine' | 'answers', query = ''): void {
  void Taro.navigateTo({ url: `/packages/feedback/${page}/index${query}` });
}
