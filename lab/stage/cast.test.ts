/** A recording of a terminal shows, played on one, what was drawn: to the character and its colour. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { LabError } from '../language/lab-error'
import { english } from '../language/typed'
import { ansi, type DrawnScreen } from './ansi'
import { CastLines, castHeader } from './cast'
import { createCast, writeCast } from './cast-file'
import { castReplay } from './cast-replay'
import { castScreen } from './cast-screen'
import type { Row, Size } from './cells'
import { paints } from './paint'
import { recordingOf } from './recording'
import { history, story } from './recording-testing'
import { openReplay, seek, withBeat } from './replay'
import { newTerminal, type TestTerminal } from './screen-testing'
import { newUi } from './ui'
import { draw } from './view'

const folder = mkdtempSync(join(tmpdir(), 'cast-test-'))
test.after.always(() => rmSync(folder, { recursive: true }))

const recording = recordingOf(history, [story])
const size: Size = { columns: 80, rows: 24 }
const look = { unicode: true }

type CastEvent = readonly [at: number, kind: string, data: string]

function drawnAt(position: number, of: Size = size): DrawnScreen {
  const { state } = seek(openReplay(recording), position)
  return { rows: draw(state, newUi('replay', 'en'), of, look), size: of }
}

/** Holds each cell of the terminal against what was drawn. */
async function shows(t: ExecutionContext, terminal: TestTerminal, rows: readonly Row[], about: string) {
  await terminal.settled()
  t.deepEqual(
    terminal.rows().slice(0, rows.length),
    rows.map((row) => row.map(({ text }) => text).join('')),
    about,
  )
  for (const [y, row] of rows.entries()) {
    let x = 0
    for (const { text, style } of row)
      for (const character of text) {
        const { bold = false, reverse = false, colour = null } = paints[style]
        const cell = terminal.cell(x, y)
        x += 1
        // A space looks the same in every colour.
        if (character === ' ' && !reverse) continue
        if (cell.bold !== bold || cell.reverse !== reverse || cell.colour !== colour)
          t.deepEqual(cell, { bold, reverse, colour }, `${about}: row ${y}, column ${x}, ${style}`)
      }
  }
}

test('from any picture to any other, only rows that are others are written, and it stands there', async (t) => {
  const terminal = newTerminal(size)
  const { length } = recording.inputs
  let before: DrawnScreen | null = null
  for (let step = 0; step < 40; step += 1) {
    const now = drawnAt((step * 37) % (length + 1))
    const bytes = ansi(before, now)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    const places = [...bytes.matchAll(/\x1b\[(\d+);1H/g)].map(([, row]) => Number(row) - 1)
    const others = now.rows.flatMap((row, y) =>
      before !== null && JSON.stringify(before.rows[y]) === JSON.stringify(row) ? [] : [y],
    )
    t.true(places.every((y) => others.includes(y)))
    terminal.output.write(bytes)
    await shows(t, terminal, now.rows, `step ${step}`)
    before = now
  }
  t.is(ansi(before, before!), '')
})

function played(lines: Iterable<readonly string[]>): {
  header: Record<string, unknown>
  events: CastEvent[]
} {
  const [header, ...events] = [...lines].flat().map((line) => JSON.parse(line))
  return { header, events }
}

test('a replayed run: a header, its pictures in time, and a marker for each place where it is held', async (t) => {
  const { header, events } = played(castReplay(recording, 'en', size))
  t.like(header, { version: 2, width: 80, height: 24, title: 'A story' })
  const times = events.map(([at]) => at)
  t.true(times.every((at, place) => place === 0 || at >= times[place - 1]!))
  t.true(times.every((at, place) => place === 0 || at - times[place - 1]! <= 10))
  const markers = events.filter(([, kind]) => kind === 'm').map(([, , name]) => name)
  const { moments } = openReplay(recording)
  t.is(markers.length, moments.filter(({ position }) => position > 0).length + 1)
  t.true(markers.every((name) => name !== ''))
  t.true(markers.some((name) => name.startsWith('one: BROKEN. ')))
  const terminal = newTerminal(size)
  let held = 0
  for (const [, kind, data] of events) {
    if (kind === 'o') terminal.output.write(data)
    if (kind !== 'm' || held >= moments.length) continue
    // At a marker stands what the dashboard shows there, all that flies where it was going.
    const { position } = moments.filter((one) => one.position > 0)[held] ?? {
      position: recording.inputs.length,
    }
    const ui = newUi('replay', 'en', 'runs')
    const replay = seek(openReplay(recording), position)
    await shows(
      t,
      terminal,
      draw(replay.state, withBeat({ replay, ui }), size, look),
      `marker ${held}: ${data}`,
    )
    held += 1
  }
  t.true(held > 3)
})

test('what is shown in a terminal is written down as it goes, also where that gets another size', async (t) => {
  const path = join(folder, 'live.cast')
  const file = createCast(path)
  let [now, at] = [size, 5_000]
  const seen: Row[][] = []
  const screen = castScreen(
    { size: () => now, render: (rows) => void seen.push([...rows]), close: () => {} },
    file,
    'A talk',
    () => at,
  )
  screen.render(drawnAt(3).rows)
  at += 1_500
  screen.render(drawnAt(3).rows)
  screen.mark('it begins')
  now = { columns: 100, rows: 30 }
  screen.render(drawnAt(9, now).rows)
  screen.close()
  screen.mark('nobody sees it')
  const { header, events } = played([readFileSync(path, 'utf8').trimEnd().split('\n')])
  t.like(header, { width: 80, height: 24, timestamp: 5, title: 'A talk' })
  t.deepEqual(
    events.map(([when, kind, data]) => [when, kind, kind === 'o' ? '' : data]),
    [
      [0, 'o', ''],
      [1.5, 'm', 'it begins'],
      [1.5, 'r', '100x30'],
      [1.5, 'o', ''],
    ],
  )
  t.is(seen.length, 3)
  const terminal = newTerminal(now)
  terminal.output.write(events.at(-1)![2])
  await shows(t, terminal, drawnAt(9, now).rows, 'after the change')
})

test('no file is written over; one in which nothing was written is not left; a full one says so', (t) => {
  const path = join(folder, 'there.cast')
  writeFileSync(path, 'mine')
  t.throws(() => createCast(path), {
    instanceOf: LabError,
    message: /is there already: give another name, or remove it\.$/,
  })
  t.is(readFileSync(path, 'utf8'), 'mine')
  const empty = join(folder, 'empty.cast')
  createCast(empty).close()
  t.false(existsSync(empty))
  t.throws(() => createCast(join(folder, 'nowhere', 'x.cast')), { instanceOf: LabError })
  const small = join(folder, 'small.cast')
  const file = createCast(small, 2 ** 10)
  const line = castHeader(size, 'x'.repeat(300), null)
  for (let count = 0; count < 9; count += 1) file.write([line])
  t.regex(english(file.failure()!.words), /small\.cast is full/)
  file.close()
  t.is(readFileSync(small, 'utf8'), `${line}\n`.repeat(2))
})

test('whoever stops it in the middle has a file that is whole as far as it goes', async (t) => {
  const path = join(folder, 'stopped.cast')
  const stop = new AbortController()
  function* some(): Generator<readonly string[]> {
    for (const lines of castReplay(recording, 'fr', size)) {
      yield lines
      if (lines.some((line) => line.includes('"m"'))) stop.abort(new Error('stopped'))
    }
  }
  await t.throwsAsync(writeCast(some(), path, stop.signal), { message: 'stopped' })
  const text = readFileSync(path, 'utf8')
  t.true(text.endsWith('\n'))
  const { events } = played([text.trimEnd().split('\n')])
  t.is(events.filter(([, kind]) => kind === 'm').length, 1)
  const said = await writeCast(
    [[castHeader(size, 'x', null)]],
    join(folder, 'whole.cast'),
    new AbortController().signal,
  )
  t.regex(english(said), /whole\.cast is written: asciinema play /)
})

test('what is drawn twice is written once', (t) => {
  const lines = new CastLines(size)
  t.is(lines.drawn(0, drawnAt(5)).length, 1)
  t.is(lines.drawn(10, drawnAt(5)).length, 0)
})
