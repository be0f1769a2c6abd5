/**
 * Ways to a friend, one after the other: the address that the friend has published, a second one, and then the relay.
 * Each begins at a moment that is settled before the first does: whether a port there is open, closed or silent does not
 * show in when the next one is tried, which belongs to whoever named the address, perhaps.
 */

/**
 * Milliseconds that a direct call has for itself. A friend who can be reached answers within two trips and a handshake,
 * which is less over any line on which one talks; one behind a router that drops what it does not know never does.
 */
export const HEAD_START = 1_000

/** Milliseconds that the call to the first of two addresses has for itself (RFC 8305 §5). */
export const FIRST_ADDRESS = 250

/**
 * @param next is begun after the head start, unless the friend has proven to be there by then.
 * @returns what settles when one of the two has reached the friend. @throws what the first was refused with, where both were.
 */
export function reach(
  first: () => Promise<void>,
  next: () => Promise<void>,
  headStart = HEAD_START,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const second = new Promise<void>((done, failed) => {
      const timer = setTimeout(() => next().then(done, failed), headStart)
      const reached = () => {
        clearTimeout(timer)
        resolve()
      }
      first().then(reached, (refusal) => {
        second.then(resolve, () => reject(refusal))
      })
    })
    second.then(resolve, () => {})
  })
}
