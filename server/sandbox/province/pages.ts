import { CODE_LISTS } from './codes.js';
import type { ProvinceOptions } from './options.js';
import type { StoredRating, StoredRefusal } from './store.js';
import { showBeijingTime } from './times.js';

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
:root{--paper:#F6F7F4;--card:#FFF;--ink:#16262E;--ink2:#4A5B63;--primary:#0A6C74;--line:#E1E5E1;
--l5:#0B7A4B;--l4:#3B7D1E;--l3:#7A6200;--l2:#A84B00;--l1:#B3261E}
@media(prefers-color-scheme:dark){:root{--paper:#10181C;--card:#18242A;--ink:#E8EEF0;--ink2:#A9B6BC;--primary:#5CC6CE;
--line:#2A3940;--l5:#4CC38A;--l4:#8BC34A;--l3:#E2B93B;--l2:#FF9D57;--l1:#FF8A80}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","WenQuanYi Zen Hei",sans-serif}
main{max-width:880px;margin:0 auto;padding:48px 20px 64px}
h1{font-size:24px;line-height:1.4;margin:0 0 4px;font-weight:600}
h2{font-size:20px;margin:48px 0 12px;font-weight:600}
p{margin:0}.quiet{color:var(--ink2);font-size:15px}
ol{list-style:none;margin:24px 0 0;padding:0}
li{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px;margin:0 0 12px}
.top{display:flex;justify-content:space-between;gap:16px;align-items:baseline;flex-wrap:wrap}
.level{font-size:20px;font-weight:600;white-space:nowrap}
${[1, 2, 3, 4, 5].map((level) => `.l${level}{color:var(--l${level})}`).join('')}
blockquote{margin:12px 0 0;padding:0 0 0 12px;border-left:3px solid var(--line)}
details{margin:4px 0 -12px}details[open]{margin-bottom:0}summary{cursor:pointer;color:var(--primary);font-size:15px;padding:8px 0;min-height:44px}
dl{display:grid;grid-template-columns:minmax(9em,auto) 1fr;gap:4px 16px;margin:0;font-size:15px}
dt{color:var(--ink2)}dd{margin:0;overflow-wrap:anywhere}
.empty{background:none;border-style:dashed;color:var(--ink2);text-align:center;padding:40px 20px}
code{font-size:15px;overflow-wrap:anywhere}`;

/** Looks for news every five seconds, but not under the eyes of somebody who has opened a rating. */
const REFRESH =
  "<script>setInterval(()=>{if(!document.querySelector('details[open]'))location.reload()},5000)</script>";

function page(title: string, refresh: boolean, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main>${body}</main>${refresh ? REFRESH : ''}</body></html>`;
}

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
