/**
 * A command of the user's that runs when a message comes: a notification, a sound. What a friend wrote goes to its
 * standard input and never into its words, so nothing that is written can become a command.
 */

import { spawn } from 'node:child_process'
import { type Sentence, t } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { printable } from '../text/printable'

/** Messages that wait for their turn. Of a flood more are passed over: nobody reads so many notifications. */
const MOST_WAITING = 20
/** Milliseconds that it may take; it would hold up those that follow. */
const PATIENCE = 10_000

export interface OnMessageOptions {
  /** As it is typed for a shell. */
  readonly command: string
  readonly isMuted: (friend: string) => boolean
  readonly complain: (sentence: Sentence) => void
  readonly patience?: number
}

/** @returns what takes the messenger's events. One command runs at a time. */
export function onMessage(options: OnMessageOptions): (event: MessengerEvent) => void {
  const waiting: Extract<MessengerEvent, { event: 'message' }>[] = []
  let isRunning = false
  let hasComplained = false
  const next = async () => {
    if (isRunning) return
    isRunning = true
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      const failure = await run(options, message.friend, message.text)
      // Once: it will fail again.
      if (failure && !hasComplained) options.complain(t`The command of --on-message fails: ${failure}.`)
      hasComplained ||= failure !== null
    }
    isRunning = false
  }
  return (event) => {
    if (event.event !== 'message' || options.isMuted(event.friend) || waiting.length >= MOST_WAITING) return
    waiting.push(event)
    void next()
  }
}

/** @returns why it failed, or null. Never throws. */
function run(
  { command, patience = PATIENCE }: OnMessageOptions,
  friend: string,
  text: string,
): Promise<Sentence | null> {
  return new Promise((resolve) => {
    // A group of its own, so that all of it ends in time; what it prints would stand amid the chat.
    const child = spawn(command, {
      shell: true,
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, P2P_FRIEND: friend },
    })
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      try {
        process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGKILL')
      } catch {
        // It has ended.
      }
    }, patience)
    const settle = (why: Sentence | null) => {
      clearTimeout(timer)
      resolve(why)
    }
    child.on('error', (error) => settle(t`${printable(error.message, 200)}`))
    child.on('exit', (status, signal) => settle(status === 0 ? null : failureOf(status, signal)))
    const failureOf = (status: number | null, signal: string | null) => {
      if (isLate) return t`it took longer than ${patience / 1000} seconds`
      return signal ? t`it was ended by ${signal}` : t`it ended with status ${status!}`
    }
    // It need not read it.
    child.stdin.on('error', () => {}).end(text)
  })
}
