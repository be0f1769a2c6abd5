/** The matrix in the report: every scenario beside the three sorts of profiles, with links to what it rests on. Pure. */

import { type Say, t } from '../../peers/language/sentence'
import { verdictWords } from '../judge/verdict-words'
import { outcomeRows } from '../narration/matrix'
import type { Scenario } from '../scenario/scenario'
import { hitOf } from './act-section'
import { type Html, html } from './html'
import type { RunOfReport } from './run-section'

const columns = ['weakened', 'prototype', 'hardened'] as const

/** @param catalogue all scenarios: of those without a run it is said that there is none. */
export function matrixSection(catalogue: readonly Scenario[], runs: readonly RunOfReport[], say: Say): Html {
  const outcomes = runs.map(({ recorded, acts }) => ({
    scenario: recorded.scenario,
    acts: acts.map(({ verdict }) => verdict),
    milliseconds: recorded.events.at(-1)?.at ?? 0,
  }))
  const rows = outcomeRows(catalogue, outcomes)
  const missing = catalogue.filter(({ name }) => !rows.some(({ scenario }) => scenario.name === name))
  const head = [t`scenario`, t`one defence taken away`, t`prototype`, t`hardened`].map((title) => say(title))
  return html`<table class="matrix cards">
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map(({ scenario, cells }) => {
    const run = runs.find(({ recorded }) => recorded.scenario === scenario.name)!
    // The cells are the acts that were judged, in the catalogue's order.
    const acts = scenario.acts.flatMap(({ name }) => run.acts.filter(({ verdict }) => verdict.name === name))
    const cellsOf = (column: (typeof columns)[number]) =>
      cells.flatMap((cell, place) => {
        const act = acts[place]
        if (cell.column !== column || !act) return []
        const surprise = cell.asExpected
          ? ''
          : html` <span class="surprise">${say(t`(not as expected)`)}</span>`
        return [
          html`<div class="hit ${hitOf(act)}"><a href="#${act.anchor}"><span class="badge ${cell.verdict}">${say(verdictWords[cell.verdict])}</span> ${cell.label}</a>${surprise}</div>`,
        ]
      })
    return html`<tr class="hits"><td><a href="#${run.anchor}">${scenario.name}</a><br><span class="faint">${say(scenario.title)}</span></td>${columns.map((column, place) => html`<td data-th="${head[place + 1]!}">${cellsOf(column)}</td>`)}</tr>`
  })}${missing.map(({ name, title }) => html`<tr class="hits"><td>${name}<br><span class="faint">${say(title)}</span></td><td colspan="3">${say(t`no recorded run`)}</td></tr>`)}</tbody></table>`
}
