import { Interface } from 'node:readline'
import test from 'ava'
import fc from 'fast-check'
import { type Reading, widthAt } from '../text/text-width'
import { inputRows } from './input-rows'
import { LineBreaks } from './line-breaks'
import { LineEditor } from './line-editor'
import { isLineEnd, toEditor } from './typed-text'

/** How many characters are looked at while a line is drawn. */
class CountedReading implements Reading {
  read = 0

  width(text: string, at: number): number {
    this.read += 1
    return widthAt(text, at)
  }

  isEnd(text: string, at: number): boolean {
    return isLineEnd(text, at)
  }
}

const COLUMNS = 80
const ROWS = 23
/** A screen full, and one row that was looked at in vain; each up to twice. */
const A_SCREEN = 2 * COLUMNS * (ROWS + 1)

const parts = ['a', 'lorem ipsum ', 'lorem\n', '\n', '👋', '\u202e', 'e\u0301']

const unit = fc.constantFrom(
  'a',
  ' ',
  '漢',
  '👋',
  '\u0301',
  '\u200d',
  '\n',
  '\t',
  '🐊',
  '\u202e',
  'lorem ',
  '\ufe0f',
)
const edits = fc.array(
  fc.record({
    at: fc.nat(60),
    drop: fc.nat(6),
    put: fc.array(unit, { maxLength: 30 }),
    cursor: fc.nat(80),
    columns: fc.constantFrom(20, 20, 20, 21, 7, 3),
    most: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 15 },
)

test('whatever is typed where, the rows are those that are found from nothing', (t) => {
  fc.assert(
    fc.property(edits, (all) => {
      const breaks = new LineBreaks()
      let characters: string[] = []
      for (const { at, drop, put, cursor, columns, most } of all) {
        const before = characters.slice(0, at)
        characters = [...before, ...Array.from(toEditor(put.join(''))), ...characters.slice(at + drop)]
        const line = characters.join('')
        const place = characters.slice(0, cursor).join('').length
        t.deepEqual(
          inputRows('bob > ', line, place, columns, most, breaks),
          inputRows('bob > ', line, place, columns, most),
        )
      }
    }),
    { numRuns: 500 },
  )
})

test('a long paste that comes in pieces is read in linear time', (t) => {
  for (const part of parts) {
    const reading = new CountedReading()
    const breaks = new LineBreaks(reading)
    const piece = toEditor(part.repeat(4_096 / part.length))
    let line = ''
    for (let drawings = 1; drawings <= 25; drawings++) {
      line += piece
      inputRows('bob > ', line, line.length, COLUMNS, ROWS, breaks)
      t.true(
        reading.read <= 2 * line.length + drawings * A_SCREEN,
        `${reading.read} of ${line.length}: ${part}`,
      )
    }
  }
})

test('a key in a long line reads no more than the screen shows', (t) => {
  for (const part of parts) {
    const reading = new CountedReading()
    const breaks = new LineBreaks(reading)
    const line = toEditor(part.repeat(100_000 / part.length))
    const draw = (typed: string, cursor: number): number => {
      const before = reading.read
      inputRows('bob > ', typed, cursor, COLUMNS, ROWS, breaks)
      return reading.read - before
    }
    draw(line, line.length)
    const typed = `${line}x`
    t.true(draw(typed, typed.length) <= A_SCREEN, `at the end: ${part}`)
    t.is(draw(typed, typed.length - 1), 0, `to the left: ${part}`)
    t.true(draw(line, line.length) <= A_SCREEN, `backspace: ${part}`)
    t.is(draw(line, 0), 0, `to the beginning: ${part}`)
    t.true(draw(`x${line}`, 1) <= A_SCREEN, `at the beginning: ${part}`)
  }
})

test.serial('the editor does not measure the line for a screen that it does not have', (t) => {
  const prototype = Interface.prototype as unknown as { _getDisplayPos: (text: string) => unknown }
  const own = prototype._getDisplayPos
  let measured = 0
  t.teardown(() => Object.assign(prototype, { _getDisplayPos: own }))
  Object.assign(prototype, {
    _getDisplayPos(text: string) {
      measured += text.length
      return Reflect.apply(own, this, [text])
    },
  })
  const nothing = () => {}
  const options = {
    history: 0,
    onLine: nothing,
    onInterrupt: nothing,
    onSuspend: nothing,
    onRepaint: nothing,
  }
  const editor = new LineEditor(options)
  editor.insert('lorem ipsum '.repeat(1_000))
  for (const key of ['a', '\x7f', '\x1b[D', 'b', '\x7f', '\x1b[3~', '\x01', 'c', '\x05', '\x17'])
    editor.press(key)
  editor.clear()
  t.is(editor.line, '')
  editor.close()
  t.is(measured, 0)
})
