/** An end to waiting for what may never come. */

import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'

export interface Deadline {
  /**
   * Rejects when the time is over, with a LabError, or when somebody interrupts, with the signal's reason.
   * Whoever waits for something races it against this.
   */
  readonly passed: Promise<never>
  /** Without this a program does not end before the time is over. */
  clear(): void
}

export function deadline(milliseconds: number, signal?: AbortSignal): Deadline {
  let clear = (): void => {}
  const passed = new Promise<never>((_, reject) => {
    const late = () => reject(new LabError(t`no answer came within ${milliseconds / 1000} s`))
    const timer = setTimeout(late, milliseconds)
    const interrupted = () => reject(signal?.reason)
    signal?.addEventListener('abort', interrupted)
    if (signal?.aborted) interrupted()
    clear = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', interrupted)
    }
  })
  passed.catch(() => {}) // told to those who race it, if there are any
  return { passed, clear }
}
