/** The history of a run on disk: one event a line, written as it happens, read back strictly. */

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { t } from '../../peers/language/sentence'
import { LabError, reasonOf } from '../language/lab-error'
import { CHAIN_START, chained, HistoryLines } from './chain'
import type { HistoryEvent, StampedEvent } from './events'
import { type Salvaged, salvage } from './salvage'

export interface HistoryFile {
  /** @returns the event with its number in the history. */
  write(event: StampedEvent): HistoryEvent
  close(): void
}

/**
 * Opens a new history.
 * @param onFailure called once when nothing more can be written (a full disk): the run can't be kept.
 * @param open gives the file descriptor to write to. An older history is never written over.
 * @throws LabError if the file can't be made.
 */
export function createHistory(
  path: string,
  onFailure: (error: LabError) => void,
  open = () => openSync(path, 'wx'),
): HistoryFile {
  let file: number | null = attempt(path, open)
  let lines = 0
  let chain = CHAIN_START
  return {
    write(event) {
      lines += 1
      const numbered: HistoryEvent = { number: lines, ...event }
      if (file === null) return numbered
      try {
        const written = chained(JSON.stringify(event), chain)
        writeFully(file, `${written.line}\n`)
        chain = written.chain
      } catch (error) {
        closeSync(file)
        file = null
        onFailure(unwritable(path, error))
      }
      return numbered
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

/** @returns the events of a recorded run. @throws LabError with the line at which it is damaged. */
export function readHistory(path: string): HistoryEvent[] {
  const text = attempt(path, () => readFileSync(path, 'utf8'), 'read')
  const lines = text.split('\n')
  // The last line ends with a line feed, too: what follows it is nothing, or a line that was cut off.
  const cut = lines.pop()
  const reader = new HistoryLines()
  const events = lines.map((line, index) => {
    try {
      return reader.next(line)
    } catch (error) {
      throw new LabError(
        t`The history ${path} is damaged at line ${index + 1}: ${reasonOf(error)}. Run the scenario again.`,
      )
    }
  })
  if (cut) throw cutOff(path, lines.length + 1)
  if (events.length === 0) throw new LabError(t`The history ${path} is empty. Run the scenario again.`)
  return events
}

/**
 * @returns what can be read of a run in whose history lines are damaged; that it ends in the middle of one is no such thing.
 * @throws LabError if it is cut off, or holds no event.
 */
export function readDamagedHistory(path: string): Salvaged {
  const text = attempt(path, () => readFileSync(path, 'utf8'), 'read')
  if (text === '') throw new LabError(t`The history ${path} is empty. Run the scenario again.`)
  if (!text.endsWith('\n')) throw cutOff(path, text.split('\n').length)
  const read = salvage(text)
  if (read.events.length === 0)
    throw new LabError(t`${path} is no history of a run: none of its lines is an event of this lab.`)
  return read
}

function cutOff(path: string, line: number): LabError {
  return new LabError(
    t`The history ${path} is cut off in line ${line}: the run did not end. Run the scenario again.`,
  )
}

/** Does a file operation. @throws LabError that names the file. */
export function attempt<T>(path: string, operation: () => T, what: 'read' | 'written' = 'written'): T {
  try {
    return operation()
  } catch (error) {
    throw what === 'read' ? unreadable(path, error) : unwritable(path, error)
  }
}

/** A write may take only a part of the bytes when the disk is nearly full. */
function writeFully(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

function unwritable(path: string, error: unknown): LabError {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC')
    return new LabError(t`The disk is full: ${path} cannot be written. Make room, then run again.`)
  return new LabError(t`${path} cannot be written: ${message}.`)
}

function unreadable(path: string, error: unknown): LabError {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new LabError(t`There is no file ${path}.`)
  return new LabError(t`${path} cannot be read: ${message}.`)
}
