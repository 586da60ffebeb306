import { escape, page } from '../common/page.js';
import { CODE_LISTS } from './codes.js';
import type { ProvinceOptions } from './options.js';
import type { StoredRating, StoredRefusal } from './store.js';
import { showBeijingTime } from './times.js';

/** Fields that tell who somebody is: the page shows the first sign only, the JSON shows what really came. */
const PERSONAL = ['userName', 'certKey', 'handleUserName', 'handleUserPageCode', 'contactMobile'];
const masked = (name: string, value: string): string =>
  PERSONAL.includes(name) ? `${[...value][0] ?? ''}${'＊'.repeat(3)}` : value;

const nameIn = (list: keyof typeof CODE_LISTS, code: string | undefined): string =>
  (CODE_LISTS[list] as Readonly<Record<string, string>>)[code ?? ''] ?? '';

const LEVEL_MARKS: Readonly<Record<string, string>> = { '5': '◎', '4': '○', '3': '－', '2': '△', '1': '▲' };

function ratingItem({ fields, evaluateUnid, receivedAt, operation }: StoredRating): string {
  const level = fields.alternate ?? '';
  const list = Object.entries(fields).map(
    ([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(masked(name, value))}</dd>`,
  );
  const told = fields.writingevalua ? `<blockquote>${escape(fields.writingevalua)}</blockquote>` : '';
  const late = operation === 'getEvaluationSupplement' ? ' · 补报' : '';
  return `<li><div class="top"><p>${escape(fields.businessName ?? '')}</p>
<p class="level l${escape(level)}">${LEVEL_MARKS[level] ?? ''} ${nameIn('alternate', level)}</p></div>
<p class="quiet">${escape(fields.nodeName ?? '')} · ${nameIn('pf', fields.pf)} · ${nameIn('evaluateType', fields.evaluateType)}${late}</p>
<p class="quiet">评价于 ${escape(fields.assessTime ?? '')}</p>
${told}<details><summary>办件 ${escape(fields.projectNo ?? '')}</summary><dl>
<dt>evaluateUnid</dt><dd>${evaluateUnid}</dd><dt>收到</dt><dd>${showBeijingTime(new Date(receivedAt))}</dd>${list.join('')}</dl></details></li>`;
}

const refusalItem = ({ at, operation, code, message }: StoredRefusal): string =>
  `<li><div class="top"><p>${escape(message)}</p><p class="quiet">代码 ${code}</p></div>
<p class="quiet">${showBeijingTime(new Date(at))} · ${operation}</p></li>`;

/** Ratings shown on the page; the JSON has them all. */
const MOST_SHOWN = 50;

/** What arrived, newest first, and what was refused; refreshes itself. */
export function listPage(
  ratings: readonly StoredRating[],
  refusals: readonly StoredRefusal[],
  options: ProvinceOptions,
): string {
  const count = ratings.length === 0 ? '还没有评价送到。' : `收到 ${ratings.length} 条评价，最新的在前。`;
  const shown = ratings.slice(0, MOST_SHOWN).map(ratingItem);
  const empty = '<li class="empty">在评价页评一次，几秒后就会出现在这里。</li>';
  const refused = refusals.slice(0, MOST_SHOWN).map(refusalItem).join('');
  return page(
    '省平台沙箱',
    true,
    `<h1>省“好差评”平台沙箱</h1>
<p class="quiet">这不是真的省平台，是演示和测试用的替身。它按接口规范逐项检查，拒绝一切不合规范的报送。</p>
<ol><li><p>${count}</p><p class="quiet">字符集 ${options.encoding.toUpperCase()} · ${options.cipher.toUpperCase()} · 每5秒刷新，展开时不刷新 · 姓名、证件、电话只显示第一个字</p></li>
${shown.join('') || empty}</ol>
${refused ? `<h2>被拒绝的</h2><ol>${refused}</ol>` : ''}
<p class="quiet">程序用：<code>GET /__sandbox/ratings</code> · <code>GET /__sandbox/config</code></p>`,
  );
}

/** The page whose address `getSaveEvaluationUrl` gives out. It says honestly that rating here is not possible yet. */
export function ratingPage(fields: Readonly<Record<string, string>>): string {
  const { businessName = '', nodeName = '', serviceTime = '' } = fields;
  return page(
    '省评价页（沙箱）',
    false,
    `<h1>${escape(businessName)}</h1>
<p class="quiet">${escape(nodeName)} · ${escape(serviceTime)}</p>
<ol><li><p>这是省平台沙箱页面，代表省“好差评”系统自己的评价页。</p>
<p class="quiet">真的省平台会在这里请您评价。沙箱还不能在这里评价，您在这里没有留下任何内容。</p></li></ol>`,
  );
}
