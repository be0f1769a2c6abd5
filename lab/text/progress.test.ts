import test from 'ava'
import { progressOn } from './progress'

/** A stream that keeps what is written. */
function stream(isTTY: boolean, columns = 20) {
  const written: string[] = []
  return { isTTY, columns, written, write: (text: string) => written.push(text) > 0 } as never as {
    written: string[]
  } & Parameters<typeof progressOn>[0]
}

test('on a terminal one line is written over, never longer than the terminal; what is kept stays above', (t) => {
  const tty = stream(true, 40)
  const progress = progressOn(tty)
  progress.show('1 of 3')
  progress.show('x'.repeat(100))
  progress.keep('replay as expected')
  progress.end()
  t.deepEqual(tty.written, [
    '\r\x1b[K1 of 3',
    `\r\x1b[K${'x'.repeat(39)}`,
    '\r\x1b[Kreplay as expected\n',
    '\r\x1b[K',
  ])
})

test('elsewhere a plain line now and then, and what is kept', (t) => {
  const log = stream(false)
  let time = 0
  const progress = progressOn(log, () => time)
  progress.show('at once')
  time = 14_999
  progress.show('too early')
  time = 15_000
  progress.show('1 of 3')
  progress.keep('replay as expected')
  time = 20_000
  progress.show('just told')
  progress.end()
  t.deepEqual(log.written, ['1 of 3\n', 'replay as expected\n'])
})
