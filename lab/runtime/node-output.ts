/** What nodes write: whole lines of stdout, and the last words on stderr. */
import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** A line that gets longer than this is no event any more. */
const LINE_CHARS = 2 ** 20

/** So much of stderr is kept for a report on a node that died. */
const TAIL_CHARS = 4096

/**
 * Takes bytes and gives out whole lines. Only a line feed ends a line: node:readline would also split at U+2028,
 * which JSON allows inside a string. A last line without a line feed was cut short and is dropped;
 * one that never seems to end is given out cut, so that it is refused before it fills the memory.
 */
export function lineReader(onLine: (line: string) => void): Writable {
  const decoder = new StringDecoder('utf8')
  let pending = ''
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = (pending + decoder.write(chunk)).split('\n')
      pending = lines.pop() ?? ''
      for (const line of lines) onLine(line)
      if (pending.length > LINE_CHARS) {
        onLine(pending)
        pending = ''
      }
      done()
    },
  })
}

/** Keeps the end of what is written to it. */
export class OutputTail extends Writable {
  private kept = ''

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.kept = (this.kept + chunk.toString()).slice(-TAIL_CHARS)
    done()
  }

  text(): string {
    return this.kept
  }
}
