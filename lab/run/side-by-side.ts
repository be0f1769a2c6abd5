/** Several things at a time, and no more. */

/** Works on all items, at most `width` at a time, in their order. The first error ends it, once all have stopped. */
export async function sideBySide<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item)
      } catch (error) {
        waiting.length = 0
        throw error
      }
    }
  }
  const workers = Array.from({ length: Math.max(1, width) }, worker)
  const outcomes = await Promise.allSettled(workers)
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

/** Lets work begin when there is room for it. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** @returns a gate through which at most `width` works are at a time; the others wait in the order they came. */
export function gate(width: number): Gate {
  const waiting: (() => void)[] = []
  let room = Math.max(1, width)
  return async (work) => {
    if (room > 0) room -= 1
    else await new Promise<void>((pass) => waiting.push(pass))
    try {
      return await work()
    } finally {
      // Whoever waits takes the place over; else it is free.
      const pass = waiting.shift()
      if (pass) pass()
      else room += 1
    }
  }
}
