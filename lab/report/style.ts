/** The look of the report: on a screen light or dark, on paper always light, with nothing cut at the foot of a page. */

import { atlasStyle } from './atlas-section'
import { filterStyle } from './filters'
import { sequenceStyle } from './sequence-style'

const page = `
:root {
  color-scheme: light; --paper: #ffffff; --ink: #16181d; --faint: #5a6270; --rule: #cfd5de; --box: #f4f6f9;
  --link: #0b57a4; --bad: #b00020; --good: #1b6b33; --warn: #7a4b00;
  --first: #0b57a4; --second: #1b6b33; --on: #ffffff; --hers: #b00020; --attack: #fdecee; --alarm: #fff4db; --lit: #ffe08a; --mark: #ffd0d4;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark; --paper: #15181e; --ink: #eceff4; --faint: #a3adbd; --rule: #3a4250; --box: #1f242d;
    --link: #8ec5ff; --bad: #ff8a94; --good: #7fd99a; --warn: #ffcf70;
    --first: #79b8ff; --second: #7fd99a; --on: #0d1117; --hers: #ff8a94; --attack: #3a1d23; --alarm: #362a12; --lit: #6b5300; --mark: #6e1f2a;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, Segoe UI, Roboto, DejaVu Sans, sans-serif; }
body { margin: 0 auto; max-width: 1120px; padding: 24px 20px 60px; overflow-wrap: break-word; }
h1 { font-size: 1.9em; line-height: 1.2; margin: 0.2em 0 0.5em; }
h2 { font-size: 1.5em; line-height: 1.25; margin: 2.2em 0 0.5em; padding-top: 0.6em; border-top: 3px solid var(--ink); }
h3 { font-size: 1.25em; line-height: 1.3; margin: 2em 0 0.3em; padding-top: 0.5em; border-top: 1px solid var(--rule); }
h4 { font-size: 1.02em; margin: 1.4em 0 0.4em; }
h1, h2, h3, h4 { break-after: avoid; }
p { max-width: 75ch; margin: 0.5em 0; }
a { color: var(--link); }
.faint { color: var(--faint); }
code, pre { font-family: ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace; font-size: 0.82em; }
pre { background: var(--box); border: 1px solid var(--rule); border-radius: 4px; padding: 8px 10px; margin: 0; line-height: 1.4; white-space: pre-wrap; overflow-wrap: anywhere; }
.command { font-size: 0.9em; }
.verdict { font-size: 1.15em; margin: 0.7em 0 0.2em; }
.badge { display: inline-block; font-weight: bold; letter-spacing: 0.04em; padding: 0 9px; border: 2px solid currentColor; border-radius: 4px; white-space: nowrap; }
.badge.BROKEN { color: var(--bad); border-style: double; border-width: 4px; }
.badge.DETECTED, .badge.RESISTED, .badge.PASSED { color: var(--good); }
.badge.NONCONFORMING { color: var(--bad); border-style: dotted; border-width: 4px; }
.badge.INCONCLUSIVE { color: var(--warn); border-style: dashed; }
.surprise { color: var(--bad); font-weight: bold; }
.reasons { margin: 0.3em 0; padding-left: 1.3em; max-width: 85ch; }
.warning { border: 3px dashed var(--warn); padding: 8px 14px; margin: 1em 0; }
dl { display: grid; grid-template-columns: minmax(9em, max-content) 1fr; gap: 3px 18px; margin: 0.8em 0; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 0.6em 0; font-size: 0.93em; }
th, td { text-align: left; vertical-align: top; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--rule); }
th { border-bottom: 2px solid var(--ink); }
tr { break-inside: avoid; }
/* A hundred acts: what is not in sight is not laid out. */
.many article { content-visibility: auto; contain-intrinsic-size: auto 2400px; }
table.matrix td:first-child { width: 36%; }
table.matrix td:nth-child(2) { width: 28%; }
table.matrix a { text-decoration-thickness: 1px; }
td.text { overflow-wrap: anywhere; }
td .badge { font-size: 0.86em; padding: 0 6px; margin: 2px 0; }
td ul { margin: 0; padding-left: 1.1em; }
td .hers { font-weight: bold; }
.legend { border: 1px solid var(--rule); border-radius: 6px; padding: 4px 14px; font-size: 0.93em; }
.legend p { max-width: none; }
.legend .who { white-space: nowrap; margin-right: 12px; font-weight: bold; }
.legend dl { grid-template-columns: max-content 1fr; }
.filters { display: flex; flex-wrap: wrap; gap: 8px 14px; margin: 1em 0; }
.filters fieldset { border: 1px solid var(--rule); border-radius: 6px; margin: 0; padding: 2px 10px 6px; }
.filters legend { font-weight: bold; }
.filters .choice { display: inline-block; margin-right: 12px; white-space: nowrap; }
.tools { display: flex; flex-wrap: wrap; gap: 8px; margin: 0.8em 0; }
button { font: inherit; color: var(--ink); background: var(--box); border: 1px solid var(--faint); border-radius: 6px; padding: 3px 12px; min-height: 34px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
mark { background: var(--mark); color: inherit; font-weight: bold; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.side p { margin: 0 0 4px; font-weight: bold; }
.side pre + pre { margin-top: 6px; }
.more summary { cursor: pointer; }
@media screen and (max-width: 760px) {
  html { font-size: 15px; }
  body { padding: 14px 12px 40px; }
  .sides { grid-template-columns: 1fr; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 6px; }
  .legend dl { grid-template-columns: 1fr; }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards, table.cards tbody, table.cards tr, table.cards td { display: block; width: auto; }
  table.cards tr { border: 1px solid var(--rule); border-radius: 6px; padding: 4px 10px; margin: 8px 0; }
  table.cards td { border: 0; padding: 3px 0; }
  table.cards td[data-th]::before { content: attr(data-th); color: var(--faint); font-size: 0.86em; display: block; }
  table.cards td[data-th]:empty { display: none; }
  table.matrix td:first-child, table.matrix td:nth-child(2) { width: auto; }
}
@page { size: A4; margin: 15mm 14mm; }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  h2 { break-before: page; border-top: 0; }
  article + article { break-before: page; }
  .end h2 { break-before: auto; }
  .end.first h2 { break-before: page; }
  h2 + p, h3 + p { break-before: avoid; break-after: avoid; }
  .sides { grid-template-columns: 1fr; }
  .filters, .tools { display: none; }
  .side p, p.verdict, thead, h5, h6 { break-after: avoid; }
  pre { font-size: 8pt; }
  a { color: inherit; }
}
`

/** @param withFilters where there is something to choose from. */
export function styleOf(withFilters: boolean): string {
  return `${page}${sequenceStyle}${withFilters ? `${filterStyle()}${atlasStyle}` : ''}\n`
}
