/** A recording of a terminal on disk: line by line, so that it is whole wherever it ends. */

import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Sentence, t } from '../../peers/language/sentence'
import { attempt } from '../history/history-file'
import { LabError } from '../language/lab-error'
import { printable } from '../text/printable'

/** An hour of a talk has a tenth of it; what a demonstration does that nobody ends fills no disk. */
const MOST_BYTES = 64 * 2 ** 20

/** Pictures that are worked out before others are heard: a tenth of a second. */
const AT_ONCE = 20

export interface CastFile {
  write(lines: readonly string[]): void
  close(): void
  /** Why it holds no more than it does; null while all is written. */
  failure(): LabError | null
}

/** Makes the file. @throws LabError where there is one of this name, or none can be made. */
export function createCast(path: string, most = MOST_BYTES): CastFile {
  const shown = printable(path)
  if (existsSync(path)) throw new LabError(t`${shown} is there already: give another name, or remove it.`)
  let file: number | null = attempt(path, () => openSync(path, 'wx'))
  let left = most
  let failure: LabError | null = null
  const close = (): void => {
    if (file === null) return
    closeSync(file)
    file = null
    // Nothing was shown: nobody is told of an empty file the next time.
    if (left === most) rmSync(path)
  }
  const fail = (error: LabError): void => {
    failure = error
    close()
  }
  return {
    write(lines) {
      for (const line of lines) {
        if (file === null) return
        const bytes = Buffer.from(`${line}\n`)
        left -= bytes.length
        if (left < 0)
          return fail(
            new LabError(t`${shown} is full: it holds ${most / 2 ** 20} MiB, and nothing of what came then.`),
          )
        try {
          writeWhole(file, bytes)
        } catch (error) {
          return fail(
            new LabError(
              t`${shown} cannot be written any more: ${(error as Error).message}. What came before is in it.`,
            ),
          )
        }
      }
    },
    close,
    failure: () => failure,
  }
}

/** @returns what came of a recording that is over. */
export function castSaid(path: string, { failure }: Pick<CastFile, 'failure'>): Sentence {
  return failure()?.words ?? t`${printable(path)} is written: asciinema play ${printable(path)} shows it.`
}

/**
 * Makes the file of lines that are worked out, so many at a time that somebody who wants to stop is heard.
 * @returns what came of it. @throws LabError, and the signal's reason when aborted: then it holds what came before.
 */
export async function writeCast(
  pictures: Iterable<readonly string[]>,
  path: string,
  aborted: AbortSignal,
): Promise<Sentence> {
  const file = createCast(path)
  try {
    let drawn = 0
    for (const lines of pictures) {
      file.write(lines)
      drawn += 1
      if (drawn % AT_ONCE === 0) await nextTurn()
      aborted.throwIfAborted()
      if (file.failure()) break
    }
  } finally {
    file.close()
  }
  const failure = file.failure()
  if (failure) throw failure
  return castSaid(path, file)
}

/** A write may take only a part of the bytes when the disk is nearly full. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}
