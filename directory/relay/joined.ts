/** Two connections made one: what comes from either goes to the other, as fast as the other takes it. */

import type { Duplex } from 'node:stream'

/** A connection that says how long nothing happened on it. */
export type Half = Duplex & { setTimeout(milliseconds: number, then: () => void): unknown }

/**
 * Copies in both directions until one side ends, fails, or nothing was said for `idle` milliseconds. Nothing is kept:
 * while one side does not read, the other one is not read either, and its sender waits.
 * @param over called once, when both are closed.
 */
export function join(one: Half, other: Half, idle: number, over: () => void): void {
  let open = 2
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => from.destroy())
    from.once('close', () => {
      // Whoever ended in order has been heard to the end: what is on its way to the other one still arrives.
      if (!to.writableEnded) to.destroy()
      open -= 1
      if (open === 0) over()
    })
    from.setTimeout(idle, () => {
      one.destroy()
      other.destroy()
    })
    from.pipe(to)
  }
  for (const half of [one, other]) if (half.destroyed) half.emit('close')
}
