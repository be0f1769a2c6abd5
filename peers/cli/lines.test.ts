import { PassThrough, Readable } from 'node:stream'
import test from 'ava'
import fc from 'fast-check'
import { lines } from './lines'

async function all(input: Readable): Promise<string[]> {
  const read: string[] = []
  for await (const line of lines(input)) read.push(line)
  return read
}

test('only a line feed ends a line, and a last line needs none', async (t) => {
  const cases: [string, string[]][] = [
    ['', []],
    ['\n', ['']],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\r\n\nb\u2028c\u0085d\n', ['a\r', '', 'b\u2028c\u0085d']],
  ]
  for (const [text, expected] of cases) t.deepEqual(await all(Readable.from([Buffer.from(text)])), expected)
})

test('lines are the same wherever the bytes are cut', async (t) => {
  const text = fc
    .array(fc.oneof(fc.constantFrom('\n', '\r', '\u2028', 'é', '€', '\u{1f600}'), fc.string()))
    .map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(100)), async (whole, cuts) => {
      const bytes = Buffer.from(whole)
      const chunks: Buffer[] = []
      let at = 0
      for (const cut of cuts) {
        chunks.push(bytes.subarray(at, at + cut))
        at += cut
      }
      chunks.push(bytes.subarray(at))
      const expected = bytes.toString().split('\n')
      if (expected.at(-1) === '') expected.pop()
      // A readable takes no empty chunk for an end when it is in byte mode.
      t.deepEqual(await all(Readable.from(chunks, { objectMode: false })), expected)
    }),
  )
})

test('a line is there as soon as it is whole, not when more comes', async (t) => {
  const input = new PassThrough()
  const reading = lines(input)
  input.write('{"id":1}\n{"id":')
  t.is((await reading.next()).value, '{"id":1}')
  const second = reading.next()
  input.write('2}\n')
  t.is((await second).value, '{"id":2}')
  input.end()
  t.true((await reading.next()).done)
})
