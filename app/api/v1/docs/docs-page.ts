import { type Html, html, ownMarkup } from '@/app/_html/html'
import {
  type Answered,
  type Field,
  type Operation,
  operationsOf,
  type Read,
  readDocument,
} from './operations'

/** The page about the client API, made from its document. English, as the API's own words are. */

export const DOCS_STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfa;--surface:#fff;--sunken:#f4f4f2;--line:#e6e5e1;--ink:#1c1b19;--ink-2:#57544d;--accent:#2f5bd8;
  --ok:#12694a;--danger:#b42318}
@media (prefers-color-scheme:dark){:root{--bg:#121211;--surface:#191918;--sunken:#0d0d0c;--line:#2a2926;--ink:#edebe6;--ink-2:#b5b1a8;
  --accent:#8aa8ff;--ok:#6fd3a8;--danger:#ff8f85}}
*{box-sizing:border-box;margin:0}
html{background:var(--bg);color:var(--ink);scroll-padding-top:16px}
body{display:grid;grid-template-columns:minmax(0,1fr);max-width:1080px;margin:0 auto;padding:24px 16px 80px;gap:24px 40px;
  font:400 14px/21px system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:22px;line-height:30px}h2{font-size:13px;line-height:20px;color:var(--ink-2);font-weight:600}
h3{font-size:16px;line-height:24px}h4{font-size:13px;line-height:20px;margin-top:4px}
a{color:var(--accent);text-underline-offset:3px}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code{font:500 12.5px/19px ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
p{max-width:76ch;overflow-wrap:anywhere}
.quiet{color:var(--ink-2)}
nav ul{list-style:none;padding:0;display:grid;gap:3px}
nav a{color:inherit;text-decoration:none;display:block;padding:2px 0}nav a:hover{text-decoration:underline}
nav,main,section,article,header{display:grid;gap:10px;align-content:start;min-width:0}
main{gap:28px}
article{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:20px;gap:12px}
.line{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline}
.method{font-weight:700}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:19px}
th{text-align:left;font-weight:600;color:var(--ink-2)}
th,td{padding:6px 12px 6px 0;border-top:1px solid var(--line);vertical-align:top}
td:first-child{white-space:nowrap}td:nth-child(2){min-width:96px}td:last-child{min-width:180px}
.good{color:var(--ok);font-weight:600}.bad{color:var(--danger);font-weight:600}
@media (min-width:900px){body{grid-template-columns:210px minmax(0,1fr)}body>header{grid-column:1/-1}
  nav{position:sticky;top:16px;max-height:calc(100vh - 32px);overflow-y:auto}}
`

/** The whole page. Throws for a document that is not ours. */
export function docsPage(value: unknown): string {
  const read = readDocument(value)
  const operations = operationsOf(read)
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  const ofTag = (tag: string) => operations.filter((one) => one.tag === tag)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${read.info.title}</title>
<link rel="icon" href="data:,">
<style>${ownMarkup(DOCS_STYLE)}</style>
</head>
<body>
<header><h1>${read.info.title}</h1><p class="quiet">${coded(read.info.description)}</p>
<p><a href="/api/v1/openapi.json">OpenAPI 3.1 document</a></p></header>
<nav aria-label="Calls"><a href="#who">Who calls</a>${tags.map((tag) => html`<h2>${tag}</h2><ul>${ofTag(tag).map(linkTo)}</ul>`)}</nav>
<main>
${who(read)}
${tags.map((tag) => html`<section aria-label="${tag}"><h2>${tag}</h2>${ofTag(tag).map(told)}</section>`)}
</main>
</body>
</html>
`.markup
}

const WAYS: Record<string, string> = {
  anybody: 'Anybody',
  person: 'A person, by their own token',
  backend: 'A backend, by its signature',
}

const who = ({
  components,
}: Read): Html => html`<section id="who" aria-label="Who calls"><h2>Who calls</h2><article>
${Object.entries(components.securitySchemes).map(
  ([name, { description }]) => html`<h3>${WAYS[name] ?? name}</h3><p>${coded(description)}</p>`,
)}</article></section>`

const linkTo = ({ id, summary }: Operation): Html => html`<li><a href="#${id}">${summary}</a></li>`

function told(one: Operation): Html {
  return html`<article id="${one.id}"><h3>${one.summary}</h3>
<p class="line"><code class="method">${one.method}</code><code>${one.path}</code></p>
<p class="quiet">${one.who.map((way) => WAYS[way] ?? way).join(' · ')}</p>
${one.description && html`<p>${coded(one.description)}</p>`}
${one.parameters.length > 0 && html`<h4>Parameters</h4>${table(one.parameters)}`}
${one.body.length > 0 && html`<h4>Body</h4>${table(one.body)}`}
<h4>Answers</h4>${answers(one.answers)}</article>`
}

function table(fields: readonly (Field & { place?: string })[]): Html {
  const rows = fields.map(
    ({ name, type, required, description, place }) =>
      html`<tr><td><code>${name}</code></td><td><code>${type}</code></td><td>${required ? 'needed' : 'optional'}${place && `, in the ${place}`}</td><td>${coded(description)}</td></tr>`,
  )
  return html`<div class="scroll"><table><thead><tr><th>Name</th><th>Type</th><th>Needed</th><th>What it is</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function answers(all: readonly Answered[]): Html {
  const rows = all.map(({ status, description, codes, fields }) => {
    const names = fields.map(({ name }) => name)
    const said = codes.length > 0 ? codes : names
    const list = said.map((name, at) => html`${at > 0 && ', '}<code>${name}</code>`)
    return html`<tr><td class="${status < '400' ? 'good' : 'bad'}">${status}</td><td>${coded(description)}</td><td>${list}</td></tr>`
  })
  return html`<div class="scroll"><table><thead><tr><th>Status</th><th>When</th><th>Codes, or what it holds</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

/** Our own descriptions mark names by backticks. */
const coded = (text: string): Html =>
  html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`
