/** Text as it may stand in HTML. */
export const escape = (text: string): string =>
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

/** A whole page in the sandboxes' plain look. */
export function page(title: string, refresh: boolean, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main>${body}</main>${refresh ? REFRESH : ''}</body></html>`;
}
