/** What stands on a terminal is what was drawn, and nothing is left of it afterwards. */

import test from 'ava'
import { UsageError } from '../language/lab-error'
import type { Row, Size } from './cells'
import { afterFirstAct, someShow } from './dashboard-state-testing'
import { openScreen } from './screen'
import { newTerminal, type TestTerminal } from './screen-testing'
import type { DashboardScreen } from './stage'
import { capabilitiesOf } from './terminal-capabilities'
import { newUi } from './ui'
import { draw } from './view'

const small: Size = { columns: 80, rows: 24 }
const large: Size = { columns: 200, rows: 60 }

interface Opened {
  readonly terminal: TestTerminal
  readonly screen: DashboardScreen
  readonly keys: string[]
  resizes(): number
}

function open(size: Size, env: NodeJS.ProcessEnv = {}): Opened {
  const terminal = newTerminal(size)
  const keys: string[] = []
  let resizes = 0
  const { input, output } = terminal
  const screen = openScreen({
    input,
    output,
    env: { TERM: 'xterm', LANG: 'C.UTF-8', ...env },
    look: capabilitiesOf({ TERM: 'xterm', LANG: 'C.UTF-8', ...env }),
    onKey: (key) => keys.push(key),
    onResize: () => {
      resizes += 1
    },
  })
  return { terminal, screen, keys, resizes: () => resizes }
}

const textOf = (rows: readonly Row[]) => rows.map((row) => row.map(({ text }) => text).join(''))

for (const TERM of [
  'xterm',
  'xterm-256color',
  'screen',
  'tmux-256color',
  'linux',
  'vt100',
  'no-such-terminal',
  '',
])
  for (const LANG of ['fr_FR.UTF-8', 'C'])
    test.serial(`TERM=${TERM} in ${LANG}: the screen holds what was drawn, at both sizes`, async (t) => {
      const look = capabilitiesOf({ TERM, LANG })
      const ui = newUi('live', 'fr')
      const { terminal, screen } = open(small, { TERM, LANG })
      t.teardown(screen.close)
      for (const size of [small, large, small]) {
        terminal.resize(size)
        for (const state of [someShow, afterFirstAct]) {
          const rows = draw(state, ui, screen.size(), look)
          screen.render(rows)
          await terminal.settled()
          t.deepEqual(screen.size(), size)
          t.deepEqual(terminal.rows(), textOf(rows))
        }
      }
    })

test.serial('after it is closed the terminal is as it was, also when it is closed twice', async (t) => {
  const { terminal, screen } = open(small)
  screen.render(draw(someShow, newUi('live', 'en'), small, { unicode: true }))
  await terminal.settled()
  t.true(terminal.alternate())
  t.false(terminal.cursorShown())
  t.true(terminal.raw())
  screen.close()
  screen.close()
  await terminal.settled()
  const written = terminal.written()
  t.false(terminal.alternate())
  t.true(terminal.cursorShown())
  t.false(terminal.raw())
  t.is(terminal.rows().join('').trim(), '')
  // What comes too late is not written.
  screen.render([[{ text: 'late', style: 'plain' }]])
  await terminal.settled()
  t.is(terminal.written(), written)
})

test.serial('a terminal without an alternate buffer is left empty, with its cursor', async (t) => {
  const { terminal, screen } = open(small, { TERM: 'linux' })
  screen.render(draw(someShow, newUi('live', 'en'), small, { unicode: false }))
  await terminal.settled()
  screen.close()
  await terminal.settled()
  t.is(terminal.rows().join('').trim(), '')
  t.true(terminal.cursorShown())
})

test.serial('the end of the program gives the terminal back', async (t) => {
  const before = process.listeners('exit')
  const { terminal, screen } = open(small)
  t.teardown(screen.close)
  const added = process.listeners('exit').filter((listener) => !before.includes(listener))
  t.true(added.length > 0)
  for (const listener of added) listener.call(process, 1)
  await terminal.settled()
  t.false(terminal.alternate())
  t.true(terminal.cursorShown())
  t.false(terminal.raw())
})

test.serial('nobody else’s signals and errors are taken', (t) => {
  const names = ['uncaughtException', 'SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP']
  const count = () => names.map((name) => process.listenerCount(name))
  const before = count()
  const { screen } = open(small)
  t.deepEqual(count(), before)
  const exits = process.listenerCount('exit')
  screen.close()
  t.deepEqual(count(), before)
  t.true(process.listenerCount('exit') < exits)
})

test.serial('keys have their names', async (t) => {
  const { terminal, screen, keys } = open(small)
  t.teardown(screen.close)
  for (const typed of [
    ' ',
    '\r',
    'a',
    'Q',
    '?',
    '+',
    '-',
    '=',
    '[',
    ']',
    '1',
    '\t',
    '\x1b[Z',
    '\x03',
    '\x7f',
  ])
    terminal.type(typed)
  for (const code of ['A', 'B', 'C', 'D', 'H', 'F', '5~', '6~']) terminal.type(`\x1b[${code}`)
  terminal.type('\x1b')
  await terminal.settled()
  const characters = ['space', 'enter', 'a', 'Q', '?', '+', '-', '=', '[', ']', '1', 'tab', 'backtab', 'C-c']
  const moves = ['up', 'down', 'right', 'left', 'home', 'end', 'pageup', 'pagedown', 'escape']
  t.deepEqual(keys, [...characters, ...moves])
})

test.serial('a resize is told, and Ctrl-L has everything drawn anew', async (t) => {
  const { terminal, screen, resizes } = open(small)
  t.teardown(screen.close)
  terminal.resize(large)
  t.is(resizes(), 1)
  t.deepEqual(screen.size(), large)
  terminal.type('\x0c')
  await terminal.settled()
  t.is(resizes(), 2)
})

test.serial('styles look different, without colours as well', async (t) => {
  const styles = ['plain', 'bold', 'good', 'bad', 'warn', 'chosen'] as const
  const rows = styles.map((style): Row => [{ text: 'x', style }])
  const shown = async (env: NodeJS.ProcessEnv) => {
    const { terminal, screen } = open(small, env)
    screen.render(rows)
    await terminal.settled()
    const cells = styles.map((_, y) => terminal.cell(0, y))
    screen.close()
    return cells
  }
  t.deepEqual(await shown({}), [
    { bold: false, reverse: false, colour: null },
    { bold: true, reverse: false, colour: null },
    { bold: true, reverse: false, colour: 2 },
    { bold: true, reverse: false, colour: 1 },
    { bold: true, reverse: false, colour: 3 },
    { bold: false, reverse: true, colour: null },
  ])
  for (const env of [{ NO_COLOR: '1' }, { TERM: 'vt100' }])
    for (const { colour } of await shown(env)) t.is(colour, null)
})

test.serial('text that looks like markup or a control is text', async (t) => {
  const { terminal, screen } = open(small)
  t.teardown(screen.close)
  screen.render([[{ text: '{bold}{red-fg}{/}{center}', style: 'plain' }]])
  await terminal.settled()
  t.is(terminal.rows()[0]!.trimEnd(), '{bold}{red-fg}{/}{center}')
  t.deepEqual(terminal.cell(0, 0), { bold: false, reverse: false, colour: null })
})

test.serial('where there is no terminal, or one that cannot do it, a sentence says so', (t) => {
  const { input, output } = newTerminal(small)
  const options = { input, output, look: { unicode: true }, onKey: () => {}, onResize: () => {} }
  t.throws(() => openScreen({ ...options, env: { TERM: 'dumb' } }), {
    instanceOf: UsageError,
    message: /TERM is dumb/,
  })
  const piped = Object.assign(newTerminal(small).output, { isTTY: false })
  t.throws(() => openScreen({ ...options, output: piped, env: {} }), {
    instanceOf: UsageError,
    message: /needs a terminal/,
  })
})

test('what a terminal can state is told by its locale', (t) => {
  const of = (env: NodeJS.ProcessEnv) => capabilitiesOf(env).unicode
  t.true(of({ LANG: 'fr_FR.UTF-8' }))
  t.true(of({ LANG: 'en_US.utf8' }))
  t.false(of({}))
  t.false(of({ LANG: 'C' }))
  t.false(of({ LC_ALL: 'C', LANG: 'fr_FR.UTF-8' }))
  t.true(of({ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }))
  t.false(of({ LANG: 'C.UTF-8', TERM: 'linux' }))
})
