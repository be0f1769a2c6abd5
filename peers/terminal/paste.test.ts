import test from 'ava'
import fc from 'fast-check'
import { PasteDecoder } from './paste'

/** What the decoder says to these pieces, neighbours of one kind joined. */
function decode(pieces: readonly string[]): string[] {
  const decoder = new PasteDecoder()
  const joined: { kind: string; text: string }[] = []
  for (const part of [...pieces.flatMap((piece) => decoder.feed(piece)), ...decoder.pause()]) {
    const last = joined.at(-1)
    if (last?.kind === part.kind) last.text += part.text
    else joined.push({ ...part })
  }
  return joined.map(({ kind, text }) => `${kind}:${text}`)
}

test('keys and pastes are told apart wherever the bytes are cut', (t) => {
  const text = 'a\x1b[A\x1b[200~one\r\x1b[20\x1b[D\x03\x1b[201~b\x1b[200~two\x1b[201~\x1b[200'
  const whole = ['keys:a\x1b[A', 'paste:one\r\x1b[20\x1b[D\x03', 'keys:b', 'paste:two', 'keys:\x1b[200']
  t.deepEqual(decode([text]), whole)
  t.deepEqual(decode(text.split('')), whole)
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
      t.deepEqual(decode(pieces), whole)
    }),
  )
})

test('a line end in a paste is never cut in two', (t) => {
  const decoder = new PasteDecoder()
  decoder.feed('\x1b[200~')
  t.deepEqual(decoder.feed('a\r'), [{ kind: 'paste', text: 'a' }])
  t.deepEqual(decoder.feed('\nb\r'), [{ kind: 'paste', text: '\r\nb' }])
  t.deepEqual(decoder.feed('\x1b[201~'), [{ kind: 'paste', text: '\r' }])
})

test('the Escape key is held back only until nothing follows', (t) => {
  const decoder = new PasteDecoder()
  t.deepEqual(decoder.feed('\x1b'), [])
  t.deepEqual(decoder.pause(), [{ kind: 'keys', text: '\x1b' }])
  t.deepEqual(decoder.feed('[200~'), [{ kind: 'keys', text: '[200~' }])
})

test('a paste whose end is lost is ended by Ctrl-C after a pause; a Ctrl-C that is pasted ends nothing', (t) => {
  const decoder = new PasteDecoder()
  decoder.feed('\x1b[200~abc\x1b[2')
  t.deepEqual(decoder.feed('\x03'), [{ kind: 'paste', text: '\x1b[2\x03' }])
  t.deepEqual(decoder.pause(), [])
  t.true(decoder.pasting)
  t.deepEqual(decoder.feed('\x03'), [])
  t.false(decoder.pasting)
  t.deepEqual(decoder.feed('d'), [{ kind: 'keys', text: 'd' }])
})
