/**
 * A run that was started elsewhere on this machine, watched while it goes on. Its history is read as it grows, and
 * nothing else is touched. When it has ended it stays to be looked at like any recording, until the next one begins.
 */

import { join } from 'node:path'
import { t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { goesOn, newestGoingOn } from '../history/run-folder'
import { damageOf } from '../history/salvage'
import { HistoryTail } from '../history/tail'
import type { Scenario } from '../scenario/scenario'
import type { Input, RunOutline } from './dashboard-state'
import { Player, type PlayerOptions } from './player'
import { unfinished } from './read-recording'
import { amount, flawCard, outlineFrom, type Recording } from './recording'
import { catchUp, extend, type Replay } from './replay'
import { Sequencer } from './sequencer'

/** Milliseconds between two looks at what others write. */
const LOOK = 100

export interface FollowOptions extends Omit<PlayerOptions, 'recording'> {
  readonly catalogue: readonly Scenario[]
  /** The folder of the run; null is the newest one that goes on, or the next to begin. */
  readonly folder: string | null
  /** The folder that runs are kept in. */
  readonly runs: string
  readonly aborted: AbortSignal
}

/** Shows it until somebody leaves. @throws LabError if what is there can't be read. */
export async function follow(options: FollowOptions): Promise<void> {
  const { catalogue, runs, aborted, ...playing } = options
  let folder = options.folder ?? newestGoingOn(runs)
  // What can't be read is told before the terminal is taken.
  let reading = folder === null ? null : new Reading(folder, catalogue)
  const player = new Player({ ...playing, recording: nothingYet })
  player.change(catchUp)
  const failed = new AbortController()
  // What was followed before this run can be gone back to.
  let before: Recording | null = null
  // Whoever has named no run goes on with the next one, as a talk does; once they have seen this one to its end.
  const goOnWithNext = (): void => {
    if (options.folder !== null || folder === null || !reading?.over || !isAtTheEnd(player.replay)) return
    const next = newestGoingOn(runs, folder)
    if (next === null) return
    reading.close()
    before = player.replay.recording
    ;[folder, reading] = [next, new Reading(next, catalogue)]
  }
  const look = (): void => {
    try {
      folder ??= newestGoingOn(runs)
      if (folder !== null) reading ??= new Reading(folder, catalogue)
      goOnWithNext()
      const recording = reading?.goOn()
      if (!recording) return
      const all = before === null ? recording : behind(before, recording)
      player.change((replay) => grown(replay, all, player.stage.ui.mode === 'runs'))
    } catch (error) {
      failed.abort(error)
    }
  }
  const looking = setInterval(look, LOOK)
  look()
  try {
    await player.left(AbortSignal.any([aborted, failed.signal]))
  } finally {
    clearInterval(looking)
    reading?.close()
    player.close()
  }
  failed.signal.throwIfAborted()
}

/** Whoever stands at the end of it sees what comes as it comes; others stay where they are. */
function grown(replay: Replay, recording: Recording, runs: boolean): Replay {
  const longer = extend(replay, recording)
  return runs && isAtTheEnd(replay) ? catchUp(longer) : longer
}

function isAtTheEnd({ position, recording }: Replay): boolean {
  return position === recording.inputs.length
}

/** @returns one recording, then the other. */
function behind(before: Recording, { outline, inputs }: Recording): Recording {
  return { outline: before.outline, inputs: [...before.inputs, { input: 'outline', outline }, ...inputs] }
}

/** A history as far as it has been written. */
class Reading {
  readonly #folder: string
  readonly #catalogue: readonly Scenario[]
  readonly #tail: HistoryTail
  readonly #sequencer = new Sequencer()
  readonly #events: HistoryEvent[] = []
  readonly #inputs: Input[] = []
  #outline: RunOutline | null = null
  #over = false

  constructor(folder: string, catalogue: readonly Scenario[]) {
    this.#folder = folder
    this.#catalogue = catalogue
    this.#tail = new HistoryTail(join(folder, 'history.jsonl'))
  }

  /** Whether nothing more will come. */
  get over(): boolean {
    return this.#over
  }

  /** @returns the recording as it is now; null if nothing has come. */
  goOn(): Recording | null {
    if (this.#over) return null
    // Asked before the rest is read: nothing is written by those who have left.
    const written = goesOn(this.#folder)
    const { events, more, damaged, isGivenUp } = this.#tail.read()
    this.#sequencer.lose(damaged)
    for (const event of events) {
      this.#events.push(event)
      this.#sequencer.push(event)
    }
    this.#inputs.push(...this.#sequencer.take())
    this.#over = isGivenUp || (!written && !more)
    if (this.#over) this.#inputs.push(...this.#sequencer.end(), ...this.#ending(damaged))
    if (events.length === 0 && !this.#over) return null
    if (!this.#outline || events.some(({ event }) => aboutTheRun.has(event)))
      this.#outline = outlineFrom(this.#events, this.#catalogue)
    return { outline: this.#outline, inputs: [...this.#inputs] }
  }

  close(): void {
    this.#tail.close()
  }

  #ending(damaged: readonly number[]): Input[] {
    const flaw = damageOf(damaged) ?? unfinished(this.#events)
    return flaw ? [{ input: 'card', card: flawCard(t`${flaw} ${amount(this.#events)}`) }] : []
  }
}

/** What the program of a run is known from. */
const aboutTheRun: ReadonlySet<HistoryEvent['event']> = new Set(['run-started', 'act-started', 'ready'])

const nothingYet: Recording = {
  outline: {
    scenario: '',
    title: '',
    about: '',
    lesson: '',
    source: null,
    position: 'nowhere',
    peers: ['alice', 'bob'],
    acts: [],
  },
  inputs: [
    {
      input: 'card',
      card: {
        title: t`No run goes on`,
        text: t`It begins here as soon as one does: start it in another terminal, for example with npm run scenario mitm.`,
      },
    },
  ],
}
