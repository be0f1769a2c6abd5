/** How long to wait before the next try: twice as long each time, up to a limit, and never two peers in step. */

/** In milliseconds. */
export interface Backoff {
  readonly first: number
  readonly most: number
}

/**
 * @param failures how many tries have failed in a row, from 1.
 * @param random from 0 up to 1: makes it up to a quarter shorter or longer.
 * @returns milliseconds to wait.
 */
export function waitBefore({ first, most }: Backoff, failures: number, random: number): number {
  const wait = Math.min(first * 2 ** Math.min(failures - 1, 30), most)
  return Math.round(wait * (0.75 + random / 2))
}
