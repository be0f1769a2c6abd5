/** Whole lines of a stream. Only a line feed ends a line: JSON may hold U+2028, where node:readline would cut. */

import type { Readable } from 'node:stream'

/** Yields each line of `input` without its line feed; a last line without one is yielded too. */
export async function* lines(input: Readable): AsyncGenerator<string, void> {
  let pending = ''
  input.setEncoding('utf8')
  for await (const chunk of input) {
    const parts = (pending + chunk).split('\n')
    pending = parts.pop() ?? ''
    yield* parts
  }
  if (pending) yield pending
}
