/** The look of what happened: seals, the picture of an act, its rows in lanes, the bytes of a frame, what each knows. */

import { MOST_LANES } from './sequence'

/** A lane is two columns wide: arrows go from the middle of one to the middle of another. */
function lanes(): string {
  const all = Array.from({ length: MOST_LANES }, (_, place) => place + 1)
  const columns = all.map(
    (count) =>
      `.n${count} .lanes { grid-template-columns: repeat(${2 * count}, minmax(0, 1fr)); } .n${count} { --lanes: ${count}; }`,
  )
  const places = all.flatMap((lane) =>
    all.map((count) => {
      if (lane > count) return ''
      const [from, to] = [Math.max(1, 2 * lane - 2), Math.min(2 * count + 1, 2 * lane + 2)]
      const side = lane === 1 ? 'start' : lane === count ? 'end' : 'center'
      return `.n${count} .at-${lane} { grid-column: ${from} / ${to}; justify-self: ${side}; }`
    }),
  )
  const heads = all.map(
    (lane) => `.heads .at-${lane} { grid-column: ${2 * lane - 1} / ${2 * lane + 1}; justify-self: center; }`,
  )
  const ways = all.flatMap((from) =>
    all.filter((to) => to > from).map((to) => `.go-${from}-${to} { grid-column: ${2 * from} / ${2 * to}; }`),
  )
  const lives = all.map((lane) => `.life:nth-of-type(${lane}) { --lane: ${lane}; }`)
  return [...columns, ...places.filter((rule) => rule !== ''), ...heads, ...ways, ...lives].join('\n')
}

export const sequenceStyle = `
.seal { display: inline-block; width: 1.5em; height: 1.5em; line-height: 1.5em; text-align: center; font-size: 0.8em; color: var(--on); background: var(--faint); print-color-adjust: exact; }
.seal.first { background: var(--first); border-radius: 50%; }
.seal.second { background: var(--second); }
.seal.hers { background: var(--hers); clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); width: 1.9em; height: 1.9em; line-height: 1.9em; }
.lead { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 14px; margin: 1em 0; }
.glance { margin: 0; border: 1px solid var(--rule); border-radius: 8px; padding: 10px 14px; break-inside: avoid; }
.glance svg { display: block; width: 100%; max-width: 560px; height: auto; margin: 6px auto; }
.act text { fill: var(--ink); text-anchor: middle; font: 13px system-ui, Segoe UI, Roboto, DejaVu Sans, sans-serif; }
.act .name { font-weight: bold; font-size: 15px; }
.act .small { fill: var(--faint); font-size: 12px; }
.act .on { fill: var(--on); font-weight: bold; font-size: 13px; }
.act .deed { fill: var(--hers); font-weight: bold; font-size: 14px; }
.act .refuses { fill: var(--warn); font-weight: bold; font-size: 14px; }
.act .life { stroke: var(--rule); stroke-width: 1; }
.act .first { fill: var(--first); } .act .second { fill: var(--second); } .act .hers { fill: var(--hers); } .act .other { fill: var(--faint); }
.act .line, .act .shackle, .act .flap, .act .envelope { fill: none; stroke-width: 2.5; stroke: var(--faint); }
.act .line.first, .act .shackle.first, .act .flap.first, .act .envelope.first { stroke: var(--first); fill: none; }
.act .line.second, .act .shackle.second, .act .flap.second, .act .envelope.second { stroke: var(--second); fill: none; }
.act .line.hers, .act .shackle.hers, .act .flap.hers, .act .envelope.hers { stroke: var(--hers); fill: none; }
.act .shackle { stroke-width: 4; }
.act .envelope, .act .envelope.first, .act .envelope.second, .act .envelope.hers { fill: var(--paper); }
.act .box { fill: var(--box); stroke: var(--faint); }
.pair { font-size: 1.05em; margin: 6px 0; }
.pair .sign { font-size: 1.5em; vertical-align: -0.1em; }
.differ .sign { color: var(--bad); } .same .sign { color: var(--good); }
.words dt { font-weight: bold; }
.play { display: grid; grid-template-columns: minmax(0, 1fr) 290px; gap: 0 22px; align-items: start; }
.bar { grid-column: 1 / -1; position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; background: var(--paper); padding: 6px 0; border-bottom: 1px solid var(--rule); }
.bar input { flex: 1 1 120px; min-width: 80px; min-height: 28px; }
.seq { min-width: 0; position: relative; --left: 74px; }
/* A line for a lane, not a picture of it for each row: of those a browser makes megabytes on paper, or gives up. */
.life { position: absolute; top: 0; bottom: 0; left: calc(var(--left) + (100% - var(--left)) * (var(--lane) - 0.5) / var(--lanes)); border-left: 2px solid var(--rule); margin-left: -1px; }
.seq ol { list-style: none; margin: 0; padding: 0; }
.heads, .seq .row { padding-left: var(--left); }
.seq .row { print-color-adjust: exact; }
.lanes { display: grid; align-items: end; position: relative; }
.head { background: var(--paper); border: 2px solid var(--faint); border-radius: 6px; padding: 2px 8px; text-align: center; max-width: 96%; overflow-wrap: anywhere; font-size: 0.95em; }
.head.first { border-color: var(--first); } .head.second { border-color: var(--second); } .head.hers { border-color: var(--hers); border-width: 3px; }
.head small { display: block; color: var(--faint); }
.row { padding-top: 5px; padding-bottom: 6px; break-inside: avoid; }
.row.attack { background-color: var(--attack); border-left: 4px solid var(--hers); }
.row.alarm { background-color: var(--alarm); border-left: 4px dashed var(--warn); }
.row.now { outline: 3px solid var(--link); outline-offset: -3px; }
.row.fold { position: relative; padding: 8px; text-align: center; font-style: italic; color: var(--faint); background: var(--box); }
.n { position: absolute; left: -68px; top: 2px; color: var(--faint); font-size: 0.78em; line-height: 1.3; width: 66px; }
.row.attack .n, .row.alarm .n { color: var(--ink); }
.tag { display: block; width: max-content; background: var(--hers); color: var(--on); font-size: 0.86em; padding: 0 4px; border-radius: 2px; print-color-adjust: exact; }
.tag.alarm { background: var(--warn); }
.beat { position: relative; margin: 4px 0 8px -66px; max-width: none; font-weight: bold; background: var(--box); border-radius: 6px; padding: 4px 10px; }
.leg { position: relative; grid-row: 1; text-align: center; font-size: 0.84em; line-height: 1.3; border-bottom: 2px solid var(--ink); padding: 0 12px 3px; margin-bottom: 5px; overflow-wrap: anywhere; }
.leg::after { content: ""; position: absolute; bottom: -6px; border: 5px solid transparent; }
.leg.r::after { right: 0; border-right-width: 0; border-left: 9px solid var(--ink); }
.leg.l::after { left: 0; border-left-width: 0; border-right: 9px solid var(--ink); }
.leg.attack { border-bottom: 4px solid var(--hers); }
.leg.attack.r::after { border-left-color: var(--hers); bottom: -7px; } .leg.attack.l::after { border-right-color: var(--hers); bottom: -7px; }
.leg.told { border-bottom-style: dashed; }
.leg small { color: var(--faint); display: block; }
.attack .leg small { color: var(--ink); }
.w { background: var(--paper); padding: 0 3px; box-decoration-break: clone; }
.attack .w { background: var(--attack); } .alarm .w { background: var(--alarm); }
.seal.letter { outline: 1px solid var(--ink); outline-offset: 2px; margin: 2px 4px 4px; }
.deed, .refuses { grid-row: 2; font-size: 0.84em; background: var(--paper); border: 1px solid var(--faint); border-radius: 10px; padding: 0 8px; }
.deed.bad { border-color: var(--hers); color: var(--hers); font-weight: bold; }
.refuses { border-color: var(--warn); color: var(--warn); font-weight: bold; }
.note { font-size: 0.88em; line-height: 1.35; background: var(--box); border: 1px solid var(--faint); border-radius: 4px; padding: 2px 8px; white-space: pre-line; overflow-wrap: anywhere; min-width: 0; }
.over { grid-column: 1 / -1; justify-self: center; }
.row.attack .note { border: 2px solid var(--hers); } .row.alarm .note { border: 2px dashed var(--warn); }
summary.lanes { cursor: pointer; }
summary.lanes::-webkit-details-marker { display: none; }
summary.lanes::before { content: "+"; position: absolute; right: 6px; top: 0; color: var(--link); font-weight: bold; }
[open] summary.lanes::before { content: "−"; }
.frame { position: relative; margin: 8px 0 4px -66px; padding: 8px 12px; background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; font-size: 0.88em; }
.frame h5 { font-size: 1em; margin: 8px 0 2px; }
.frame p { margin: 4px 0; max-width: none; }
.frame ul { margin: 4px 0; padding-left: 1.2em; }
.frame ul.fields { list-style: none; padding: 0; overflow-wrap: anywhere; }
.fields li { padding: 1px 6px; border-radius: 3px; }
.fields a { color: inherit; font-weight: bold; text-decoration: none; }
.fields a:hover, .fields a:focus { text-decoration: underline; }
.fields small { display: block; max-width: 80ch; color: var(--faint); }
.fields .lit small { color: var(--ink); }
.purposes dd:target { background: var(--lit); }
.fields .d1 { margin-left: 1.2em; } .fields .d2 { margin-left: 2.4em; } .fields .d3 { margin-left: 3.6em; }
li.in { border-left: 3px solid var(--second); }
.hex { overflow-wrap: anywhere; margin: 4px 0; }
.lit { background: var(--lit); }
.knows { font-size: 0.88em; border: 1px solid var(--rule); border-radius: 6px; padding: 0 12px 8px; position: sticky; top: 52px; max-height: calc(100vh - 60px); overflow: auto; }
.knows h5 { font-size: 1em; margin: 8px 0; }
.knows p { margin: 8px 0 2px; } .knows ul { margin: 0; padding-left: 1.1em; overflow-wrap: anywhere; }
.knows small { color: var(--faint); }
.knows .new { background: var(--lit); }
.knows .new small { color: var(--ink); }
.row.later { visibility: hidden; }
.knows .later { display: none; }
@media (max-width: 760px) {
  .play { grid-template-columns: minmax(0, 1fr); }
  .seq { --left: 0px; }
  .n { position: static; grid-column: 1 / -1; grid-row: 1; width: auto; padding-left: 4px; }
  .n .tag { display: inline; }
  .leg, .row .note { grid-row: 2; } .deed, .refuses { grid-row: 3; }
  .leg { padding: 0 6px 3px; }
  .beat, .frame { margin-left: 0; }
  .knows { position: static; max-height: none; margin-top: 10px; }
  .row.attack .w, .row.alarm .w { background: none; }
}
@media print {
  .bar { display: none; }
  .play { display: block; }
  .knows { position: static; max-height: none; overflow: visible; margin-top: 8px; break-inside: avoid; }
  .row.later { visibility: visible; }
  .knows .later { display: list-item; }
  summary.lanes::before { content: none; }
  /* Of a frame that is closed its fields are printed; its bytes are for those who opened it. */
  .row > details:not([open])::details-content { content-visibility: visible; }
  .row > details:not([open]) :is(.hex, .hex + .faint, dl, p.in) { display: none; }
  .row:has(.frame) { break-inside: auto; }
  .row summary, .fields li, .frame p { break-inside: avoid; }
  .row summary { break-after: avoid; }
  .frame { margin-left: 0; padding: 4px 10px; font-size: 0.8em; }
  .frame h5, .frame p, .frame ul { margin: 1px 0; }
  .lead { gap: 8px; margin: 0.4em 0; }
  .glance { padding: 6px 12px; }
  .glance svg { max-width: 420px; margin: 2px auto; }
}
${lanes()}
`
