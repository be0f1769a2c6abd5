/**
 * `npm run screenshots`: the pictures in the README, or every beat of six scenarios and the talk's cards as a contact sheet. Plays the scenarios for
 * real, and draws what the dashboard shows of what was recorded; nothing in them is written by hand.
 */

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { languageOf } from '../../peers/language/choice'
import { type Sentence, t } from '../../peers/language/sentence'
import { scenarios } from '../../scenarios/catalogue'
import { tour } from '../../scenarios/tour'
import type { AtlasFrame } from '../atlas/atlas'
import { keptAtlas } from '../atlas/kept-atlas'
import { exitStatus } from '../commands/exit-status'
import { withRuntime } from '../commands/with-runtime'
import { attempt, readHistory } from '../history/history-file'
import { RUNS } from '../history/run-folder'
import { LabError, UsageError } from '../language/lab-error'
import { sayIn } from '../language/language'
import { ROOT } from '../place/place'
import { atlasPicture } from '../report/atlas-section'
import { type RunResult, run } from '../run/run'
import type { Runtime } from '../runtime/runtime'
import { animation } from '../stage/animation'
import type { Size } from '../stage/cells'
import type { DashboardState } from '../stage/dashboard-state'
import { picture } from '../stage/picture'
import { type Recording, recordingOf } from '../stage/recording'
import { initialState, reduce } from '../stage/reduce'
import { openReplay, seek } from '../stage/replay'
import { recordedTour } from '../stage/tour-recording'
import { type Key, newUi, press, type Ui } from '../stage/ui'
import { draw } from '../stage/view'
import { printable } from '../text/printable'
import { type SheetBeat, sheetBeats, sheetPage } from './contact-sheet'
import { screenshotsHelp, screenshotsOptions } from './screenshots-options'
import { swapOfKeys } from './swap'

const FOLDER = join(ROOT, 'lab', 'pictures')

interface Picture {
  readonly file: string
  /** What a reader is told who does not see it. */
  readonly title: string
  readonly scenario: string
  readonly act: string
  /** What is to be seen for the first time in that act: as it stands when the run is held next. */
  readonly seen: (state: DashboardState) => boolean
  readonly keys: readonly Key[]
  readonly size: Size
}

const wide: Size = { columns: 120, rows: 36 }

/** Somebody reads what nobody has written. */
const forged = ({ phase, peerPanes }: DashboardState): boolean =>
  phase === 'attack' && peerPanes.some(({ chat }) => chat.some(({ kind }) => kind === 'forged'))
const answered = ({ phase, frames }: DashboardState): boolean => phase === 'attack' && frames.length === 2
const compared = ({ phase, scene }: DashboardState): boolean => phase === 'attack' && scene.keys.length === 2
const ended = (state: DashboardState): boolean => state.ended
const judged = ({ verdicts, act }: DashboardState): boolean => verdicts[act] !== null

const pictures: readonly Picture[] = [
  {
    file: 'mitm-compared',
    title: 'Alice and Bob compare their keys, and they differ',
    scenario: 'mitm',
    act: 'prototype-compared',
    seen: compared,
    keys: [],
    size: wide,
  },
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
  {
    file: 'mitm-end',
    title: 'What became of each act, and what is to be taken home',
    scenario: 'mitm',
    act: 'accept-any-key',
    seen: ended,
    keys: [],
    size: wide,
  },
]

const swap = {
  file: 'mitm-swap-moving',
  title: 'Mallory takes both keys, and hands each of them her own',
  scenario: 'mitm',
  size: { columns: 80, rows: 24 },
} as const

/** Of these every beat is looked at. */
const sheeted: readonly string[] = [
  'mitm',
  'downgrade',
  'replay',
  'padding-oracle',
  'rogue-directory',
  'flood',
]

/** What the talk plays besides: there the cards between the scenarios are looked at. */
const ofTour = tour.parts.map(({ scenario }) => scenario).filter((name) => !sheeted.includes(name))

/** @returns the state at the moment that a picture is of. @throws Error if there is no such moment. */
function momentOf(recording: Recording, { file, act, seen }: Picture): DashboardState {
  const { outline, inputs } = recording
  const replay = openReplay(recording)
  let state = initialState(outline)
  for (const [place, input] of inputs.entries()) {
    state = reduce(state, input)
    if (state.outline.acts[state.act]?.name !== act || !seen(state)) continue
    const held = replay.moments.find(({ position }) => position > place)?.position ?? inputs.length
    const settled = seek(replay, held).state
    return seen(settled) ? settled : seek(replay, place + 1).state
  }
  throw new Error(`The run has no moment for ${file}.`)
}

async function play(
  name: string,
  quick: boolean,
  runtime: Runtime,
  aborted: AbortSignal,
): Promise<Recording> {
  process.stdout.write(`${name} is being played …\n`)
  const scenario = scenarios.find((one) => one.name === name)!
  const result: RunResult = await run({ scenario, runtime, quick, aborted, onAct: () => {} })
  if (!result.ok) throw new Error(`${name} is not as expected: no pictures are made of that.`)
  return recordingOf(readHistory(join(ROOT, result.run, 'history.jsonl')), scenarios)
}

function write(folder: string, file: string, content: string): void {
  const path = join(folder, file)
  attempt(path, () => writeFileSync(path, content))
}

/** The handshake and a record of the hardened session, and beside it what becomes of such a record without two of the defences. */
function pictureOfAtlas(): string {
  const framesOf = (profile: string): readonly AtlasFrame[] => {
    const one = keptAtlas.find((kept) => kept.profile === profile)
    if (!one) throw new Error(`The atlas has no ${profile}: npm run atlas -- --profile all --keep.`)
    return one.frames
  }
  const [first] = framesOf('hardened').flatMap(({ kind }, place) => (kind === 'RECORD' ? [place] : []))
  const record = (profile: string) => framesOf(profile).slice(first, first! + 1)
  const parts = [
    {
      title: t`The hardened messenger: whatever is changed on the way is refused`,
      frames: framesOf('hardened').slice(0, first! + 1),
    },
    {
      title: t`Without the tag (${'encrypt-without-mac'}): changed words are believed`,
      frames: record('encrypt-without-mac'),
    },
    {
      title: t`Without the check of numbers (${'accept-any-sequence'}): what is lost, moved or repeated is not noticed`,
      frames: record('accept-any-sequence'),
    },
  ]
  return atlasPicture(t`Every byte of a session, and the check that noticed its change`, parts, sayIn('en'))
}

/** The pictures of the README. */
async function ofReadme(runtime: Runtime, aborted: AbortSignal): Promise<void> {
  attempt(FOLDER, () => mkdirSync(FOLDER, { recursive: true }))
  const told = (file: string): boolean =>
    process.stdout.write(`${relative(ROOT, join(FOLDER, `${file}.svg`))}\n`)
  write(FOLDER, 'atlas.svg', pictureOfAtlas())
  told('atlas')
  const recording = await play('mitm', false, runtime, aborted)
  for (const one of pictures) {
    const state = momentOf(recording, one)
    const ui = one.keys.reduce<Ui>((so, key) => press(so, key, state), newUi('replay', 'en'))
    const rows = draw(state, ui, one.size, { unicode: true })
    write(FOLDER, `${one.file}.svg`, picture(rows, one.size, one.title))
    told(one.file)
  }
  const stills = swapOfKeys(recording, swap.size, 'en')
  write(FOLDER, `${swap.file}.svg`, animation(stills, stills.length - 1, swap.size, swap.title))
  told(swap.file)
}

async function contactSheet(folder: string, runtime: Runtime, aborted: AbortSignal): Promise<void> {
  const runs = new Map<string, SheetBeat[]>()
  for (const name of sheeted) {
    const beats = sheetBeats(name, await play(name, true, runtime, aborted))
    for (const { pictures } of beats) for (const { file, svg } of pictures) write(folder, file, svg)
    runs.set(name, beats)
    // What there is can be looked at while the next one is played.
    write(folder, 'index.html', sheetPage(runs))
  }
  for (const name of ofTour) await play(name, true, runtime, aborted)
  const cards = sheetBeats('tour', recordedTour(tour, scenarios, RUNS), ({ card }) => card !== null)
  for (const { pictures } of cards) for (const { file, svg } of pictures) write(folder, file, svg)
  runs.set('tour', cards)
  write(folder, 'index.html', sheetPage(runs))
  process.stdout.write(`${join(folder, 'index.html')}\n`)
}

/** Pictures of another time beside those of today would be taken for them. @throws LabError */
function newFolder(folder: string): void {
  if (existsSync(folder) && attempt(folder, () => readdirSync(folder), 'read').length > 0)
    throw new LabError(t`${printable(folder)} is not empty: give a folder that is, or is not there yet.`)
  attempt(folder, () => mkdirSync(folder, { recursive: true }))
}

async function main(): Promise<number> {
  const { all, lang, help } = screenshotsOptions(process.argv.slice(2), process.env)
  if (help) {
    process.stdout.write(sayIn(lang)(screenshotsHelp))
    return exitStatus.asExpected
  }
  if (all !== undefined) newFolder(all)
  const names = all === undefined ? ['mitm'] : [...sheeted, ...ofTour]
  const played = scenarios.filter(({ name }) => names.includes(name))
  const aborted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => aborted.abort(signal))
  await withRuntime(played, { runtime: 'processes', attack: undefined }, aborted.signal, (runtime) =>
    all === undefined ? ofReadme(runtime, aborted.signal) : contactSheet(all, runtime, aborted.signal),
  )
  return exitStatus.asExpected
}

function failed(error: unknown): number {
  const say = sayIn(languageOf(process.argv.slice(2), process.env))
  const isSaid = error instanceof LabError || error instanceof UsageError
  const words: Sentence | string = isSaid ? error.words : String(error)
  process.stderr.write(`${say(words)}\n`)
  return error instanceof UsageError ? exitStatus.usage : exitStatus.labFailed
}

void main()
  .catch(failed)
  .then((status) => {
    process.exitCode = status
  })
