import { createHash } from 'node:crypto'

/** The look of pages for strangers: the console's colours (app/globals.css), the system's letters, nothing to load. */

const DARK = `
  color-scheme:dark;--bg:#121211;--surface:#191918;--sunken:#0d0d0c;--line:#2a2926;--line-field:#77726a;--ink:#edebe6;
  --ink-2:#b5b1a8;--accent:#8aa8ff;--accent-ink:#0d1224;--danger:#ff8f85;--danger-soft:#3a1a17;--hue-ink:45% 82%;
  --hue-soft:24% 24%`

const HUES = Array.from({ length: 12 }, (_, at) => `.hue-${at}{--hue:${at * 30}}`).join('')

export const STYLE = `
:root{color-scheme:light;--bg:#fbfbfa;--surface:#fff;--sunken:#f4f4f2;--line:#e6e5e1;--line-field:#8d897f;--ink:#1c1b19;
  --ink-2:#57544d;--accent:#2f5bd8;--accent-ink:#fff;--danger:#b42318;--danger-soft:#fdecea;--hue-ink:45% 27%;
  --hue-soft:42% 90%}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box;margin:0}
html{background:var(--bg);color:var(--ink);-webkit-text-size-adjust:100%;accent-color:var(--accent)}
body{min-height:100dvh;display:grid;grid-template-rows:1fr auto;gap:24px;padding:24px 16px;justify-items:center;
  font:400 15px/23px system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{align-self:center;width:100%;max-width:440px}
main.wide{max-width:720px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;padding:28px 24px;display:grid;gap:20px}
.who{display:grid;grid-template-columns:64px minmax(0,1fr);gap:16px;align-items:start}
.body{display:grid;gap:20px;align-content:center;min-width:0}
.picture{width:64px;height:64px;border-radius:25%;object-fit:cover;display:grid;place-items:center;
  font-size:26px;font-weight:600;color:hsl(var(--hue) var(--hue-ink));background:hsl(var(--hue) var(--hue-soft))}
.picture.plain{color:var(--ink-2);background:var(--sunken)}
.over{color:var(--ink-2);font-size:13px;line-height:20px}
h1{font-size:21px;line-height:28px;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:pretty}
h1.long{font-size:16px;line-height:22px;letter-spacing:0;text-wrap:wrap;display:-webkit-box;-webkit-box-orient:vertical;
  -webkit-line-clamp:6;overflow:hidden}
.said{white-space:pre-line;overflow-wrap:anywhere;padding-inline-start:12px;border-inline-start:2px solid var(--line);color:var(--ink-2)}
.said.long{max-height:242px;overflow-y:auto}
.quiet{color:var(--ink-2)}
.small{font-size:13px;line-height:20px}
p{overflow-wrap:anywhere}
a{color:inherit;text-decoration-color:var(--line-field);text-underline-offset:3px}
a:focus-visible,.said:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,textarea:focus-visible{
  outline:2px solid var(--accent);outline-offset:2px}
.go{display:block;width:100%;padding:11px 16px;border:0;border-radius:9px;background:var(--accent);color:var(--accent-ink);
  font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.code{display:block;width:fit-content;max-width:100%;padding:8px 12px;border:1px solid var(--line);border-radius:9px;background:var(--sunken);
  font:600 17px/24px ui-monospace,"SF Mono",Menlo,Consolas,monospace;letter-spacing:.04em;user-select:all}
.stack{display:grid;gap:8px;justify-items:start}
.stack>.go{justify-self:stretch}
.foot{display:flex;flex-wrap:wrap;gap:4px 16px;padding-top:16px;border-top:1px solid var(--line)}
.qr{display:grid;gap:8px;justify-items:center;text-align:center}
.qr svg{width:200px;height:200px;border-radius:9px;background:#fff;border:1px solid var(--line)}
.side{display:none}
.none{position:absolute;width:0;height:0}
summary{cursor:pointer;width:fit-content}
details .qr{padding-top:12px}
fieldset{border:0;padding:0;min-width:0;display:grid;gap:2px}
legend,.label{font-weight:600;padding:0 0 6px}
.choice{display:flex;gap:10px;align-items:baseline;padding:5px 0;cursor:pointer}
.choice input{flex:none;translate:0 1px}
textarea{width:100%;min-height:112px;padding:9px 11px;border:1px solid var(--line-field);border-radius:9px;background:var(--bg);
  color:inherit;font:inherit;font-size:16px;resize:vertical}
.wrong{padding:9px 12px;border-radius:9px;background:var(--danger-soft);color:var(--danger)}
nav{display:flex;gap:16px;font-size:13px;color:var(--ink-2)}
nav [aria-current]{color:var(--ink);font-weight:600}
${HUES}
@media (min-width:720px){
  main.wide .card{grid-template-columns:minmax(0,1fr) 200px;gap:24px 32px;padding:32px}
  .side{display:grid;align-self:center}
  .side svg{width:200px;height:200px}
  main.wide .foot{grid-column:1/-1}
  main.wide details{display:none}
}
`

/** The one style that these pages may have, as their policy names it. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`
