/** For tests: what a recording shows those who watch, held against what it may show. */

import type { HistoryEvent } from '../history/events'
import { judge } from '../judge/verdict'
import { english } from '../language/typed'
import type { Scenario } from '../scenario/scenario'
import { recordingOf } from './recording'
import { openReplay, type Replay, seek } from './replay'
import { newUi } from './ui'
import { cutOnStage } from './uncut-testing'
import { draw } from './view'

/** @returns what is wrong: presses that change nothing on a small screen, sentences that are cut, and verdicts that are not those of the history. */
export function faultsOnStage(events: readonly HistoryEvent[], catalogue: readonly Scenario[]): string[] {
  const recording = recordingOf(events, catalogue)
  let replay = openReplay(recording)
  let before = ''
  const faults: string[] = []
  for (const { position, what } of replay.moments) {
    replay = seek(replay, position)
    const now = small(replay)
    if (now === before) faults.push(`The press before input ${position} (${what}) shows nothing new.`)
    before = now
    faults.push(...cutOnStage(replay.state))
  }
  faults.push(...cutOnStage(seek(replay, recording.inputs.length).state))
  const told = (verdict: string, reasons: readonly string[]): string => [verdict, ...reasons].join('; ')
  const shown = recording.inputs.flatMap((input) =>
    input.input === 'verdict' ? [told(input.verdict.verdict, input.verdict.reasons.map(english))] : [],
  )
  const judged = judge(events).map(({ verdict, reasons }) => told(verdict, reasons.map(english)))
  if (shown.join() !== judged.join())
    faults.push(`The stage says ${shown.join()}, the judge ${judged.join()}.`)
  return faults
}

function small({ state }: Replay): string {
  return draw(state, newUi('replay', 'en'), { columns: 80, rows: 24 }, { unicode: true })
    .map((row) => row.map(({ text, style }) => `${style}:${text}`).join(''))
    .join('\n')
}
