/**
 * `npm run screenshots`: the pictures in the README. Plays the scenarios for real, and draws what the dashboard shows at chosen
 * moments of what was recorded; nothing in them is written by hand.
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarios } from '../../scenarios/catalogue'
import { withRuntime } from '../commands/with-runtime'
import { attempt, readHistory } from '../history/history-file'
import { type RunResult, run } from '../run/run'
import type { Runtime } from '../runtime/runtime'
import type { Size } from '../stage/cells'
import type { DashboardState } from '../stage/dashboard-state'
import { picture } from '../stage/picture'
import { type Recording, recordingOf } from '../stage/recording'
import { initialState, reduce } from '../stage/reduce'
import { type Key, newUi, press, type Ui } from '../stage/ui'
import { draw } from '../stage/view'

const ROOT = join(__dirname, '..', '..')
const FOLDER = join(ROOT, 'lab', 'pictures')

interface Picture {
  readonly file: string
  /** What a reader is told who does not see it. */
  readonly title: string
  readonly scenario: string
  readonly act: string
  /** What is to be seen for the first time in that act. */
  readonly seen: (state: DashboardState) => boolean
  readonly keys: readonly Key[]
  readonly size: Size
}

const wide: Size = { columns: 120, rows: 36 }

/** Somebody reads what nobody has written. */
const forged = ({ phase, peerPanes }: DashboardState): boolean =>
  phase === 'attack' && peerPanes.some(({ chat }) => chat.some(({ kind }) => kind === 'forged'))
const answered = ({ phase, frames }: DashboardState): boolean => phase === 'attack' && frames.length === 2
const judged = ({ verdicts, act }: DashboardState): boolean => verdicts[act] !== null

/** Milliseconds that what flies has been on its way. */
const IN_FLIGHT = 400

const pictures: readonly Picture[] = [
  {
    file: 'mitm-prototype',
    title: 'The dashboard: Mallory reads every word of the prototype',
    scenario: 'mitm',
    act: 'prototype',
    seen: forged,
    keys: [],
    size: wide,
  },
  {
    file: 'mitm-broken',
    title: 'The verdict on the prototype: BROKEN',
    scenario: 'mitm',
    act: 'prototype',
    seen: judged,
    keys: [],
    size: wide,
  },
  {
    file: 'mitm-detected',
    title: 'The verdict on the hardened messenger: DETECTED',
    scenario: 'mitm',
    act: 'hardened',
    seen: judged,
    keys: [],
    size: wide,
  },
  {
    file: 'mitm-frame',
    title: 'A frame of the handshake, field by field',
    scenario: 'mitm',
    act: 'hardened',
    seen: answered,
    keys: ['enter'],
    size: wide,
  },
]

/** @returns the state at the moment that a picture is of. @throws Error if there is no such moment. */
function momentOf({ outline, inputs }: Recording, { file, act, seen }: Picture): DashboardState {
  let state = initialState(outline)
  for (const input of inputs) {
    state = reduce(state, input)
    const isAct = state.outline.acts[state.act]?.name === act
    if (isAct && seen(state)) return reduce(state, { input: 'tick', elapsed: IN_FLIGHT })
  }
  throw new Error(`The run has no moment for ${file}.`)
}

async function play(name: string, runtime: Runtime, aborted: AbortSignal): Promise<Recording> {
  const scenario = scenarios.find((one) => one.name === name)!
  const result: RunResult = await run({ scenario, runtime, aborted, onAct: () => {} })
  if (!result.ok) throw new Error(`${name} is not as expected: no pictures are made of that.`)
  return recordingOf(readHistory(join(ROOT, result.run, 'history.jsonl')), scenarios)
}

async function main(): Promise<void> {
  const names = [...new Set(pictures.map(({ scenario }) => scenario))]
  const played = scenarios.filter(({ name }) => names.includes(name))
  const aborted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => aborted.abort(signal))
  await withRuntime(played, { runtime: 'processes', attack: undefined }, aborted.signal, async (runtime) => {
    attempt(FOLDER, () => mkdirSync(FOLDER, { recursive: true }))
    for (const name of names) {
      process.stdout.write(`${name} is being played …\n`)
      const recording = await play(name, runtime, aborted.signal)
      for (const one of pictures.filter(({ scenario }) => scenario === name)) {
        const state = momentOf(recording, one)
        const ui = one.keys.reduce<Ui>((so, key) => press(so, key, state), newUi('replay', 'en'))
        const rows = draw(state, ui, one.size, { unicode: true })
        const path = join(FOLDER, `${one.file}.svg`)
        attempt(path, () => writeFileSync(path, picture(rows, one.size, one.title)))
        process.stdout.write(`lab/pictures/${one.file}.svg\n`)
      }
    }
  })
}

void main()
