import { PassThrough, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import ava, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { runsOf } from '../../lab/suite/extent-testing'
import { newScreen } from './screen-testing'
import { openTerminal } from './terminal'

// Each terminal listens for the signals of this process.
const test = ava.serial

/** A terminal whose screen, keys and modes are the test's. */
function open(t: ExecutionContext, columns = 80, rows = 24) {
  const screen = newScreen(columns, rows, { rawInput: true })
  const modes: boolean[] = []
  let raw = ''
  const output = Object.assign(
    new Writable({
      decodeStrings: false,
      write: (text, _encoding, done) => {
        raw += text
        screen.write(text).then(() => done())
      },
    }),
    { isTTY: true, columns, rows },
  )
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => modes.push(raw),
  })
  const terminal = openTerminal({ input, output, errors: output, environment: { TERM: 'xterm' } })
  const entered: string[] = []
  terminal.onLine((line) => entered.push(line))
  /** Until everything typed so far is done and drawn. */
  const settled = async () => {
    // Each Enter gives the turn away once.
    for (let turn = 0; turn < 4; turn++) await setImmediate()
    while (output.writableLength > 0) await setImmediate()
  }
  const close = () => {
    terminal.close()
    screen.close()
  }
  t.teardown(close)
  return {
    terminal,
    screen,
    entered,
    modes,
    close,
    raw: () => raw,
    type: async (keys: string) => {
      input.emit('data', Buffer.from(keys))
      await settled()
    },
    paste: async (text: string) => {
      input.emit('data', Buffer.from(`\x1b[200~${text}\x1b[201~`))
      await settled()
    },
    resize: async (newColumns: number, newRows: number) => {
      screen.resize(newColumns, newRows)
      Object.assign(output, { columns: newColumns, rows: newRows })
      output.emit('resize')
      await settled()
    },
    settled,
    hangUp: () => input.end(),
  }
}

const KEYS = {
  left: '\x1b[D',
  right: '\x1b[C',
  home: '\x01',
  end: '\x05',
  backspace: '\x7f',
  delete: '\x1b[3~',
  deleteBefore: '\x15',
  deleteBehind: '\x0b',
} as const

type Key = keyof typeof KEYS

/** A line editor in its plainest form: what is left of the cursor and what is right of it. */
function edit([left, right]: [string[], string[]], key: Key): [string[], string[]] {
  const edits: Record<Key, () => [string[], string[]]> = {
    left: () => [left.slice(0, -1), [...left.slice(-1), ...right]],
    right: () => [[...left, ...right.slice(0, 1)], right.slice(1)],
    home: () => [[], [...left, ...right]],
    end: () => [[...left, ...right], []],
    backspace: () => [left.slice(0, -1), right],
    delete: () => [left, right.slice(1)],
    deleteBefore: () => [[], right],
    deleteBehind: () => [left, []],
  }
  return edits[key]()
}

const characters = fc.constantFrom(...Array.from('abcXYZ  漢字한😀🐊é→"/↵\u{1f389}'), 'e\u0301', 'क्ष')
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: characters }) },
  { weight: 3, arbitrary: fc.record({ key: fc.constantFrom(...(Object.keys(KEYS) as Key[])) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      paste: fc.array(fc.oneof(characters, fc.constantFrom('\n', '\t')), { maxLength: 60 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ print: fc.nat(200) }) },
)

test('whatever is typed while messages arrive: the line is what a plain editor makes of it, the screen too', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 20, max: 90 }),
      async (actions, columns) => {
        const { terminal, screen, entered, type, paste, settled, close } = open(t, columns, 200)
        terminal.setPrompt('\x1b[1mbob\x1b[0m > ')
        let line: [string[], string[]] = [[], []]
        const printed: string[] = []
        for (const one of actions) {
          if ('type' in one) {
            await type(one.type)
            line = [[...line[0], one.type], line[1]]
          } else if ('key' in one) {
            await type(KEYS[one.key])
            line = edit(line, one.key)
          } else if ('paste' in one) {
            await paste(one.paste.join('').replaceAll('\n', '\r'))
            line = [[...line[0], ...one.paste], line[1]]
          } else {
            printed.push(`-${printed.length}-${'m'.repeat(one.print)}`)
            terminal.print(printed.at(-1)!)
          }
        }
        await settled()
        const dense = (text: string) => text.replace(/\s/g, '')
        const expected = (typed: string) =>
          dense(`${printed.join('')}bob>${typed.replaceAll('\n', '↵').replaceAll('\t', '⇥')}`)
        const text = [...line[0], ...line[1]].join('')
        t.is(dense(screen.everything()), expected(text))
        t.is(dense(screen.beforeCursor()), expected(line[0].join('')))
        // A character that is typed now goes where the cursor is.
        await type('#')
        t.is(dense(screen.everything()), expected(`${line[0].join('')}#${line[1].join('')}`))
        await type('\x7f\r')
        t.deepEqual(entered, [text])
        t.is(dense(screen.everything()), expected(''))
        close()
      },
    ),
    { numRuns: runsOf(40) },
  )
})

test('a message that arrives leaves the typed line and the cursor where they were', async (t) => {
  const { terminal, screen, type, settled } = open(t, 20)
  terminal.setPrompt('bob > ')
  await type(`${'x'.repeat(30)}漢字😀\x1b[D\x1b[D`)
  const { column } = screen.cursor()
  terminal.print('one\ntwo')
  terminal.print('three')
  await settled()
  t.is(screen.visible(), `one\ntwo\nthree\nbob > ${'x'.repeat(13)}\n${'x'.repeat(17)}漢\n字😀`)
  t.deepEqual(screen.cursor(), { column, row: 5 })
})

test('a paste of several lines is one message, whatever is in it, and however it arrives', async (t) => {
  const { terminal, screen, type, entered } = open(t)
  terminal.setPrompt('> ')
  const pasted = 'a 🐊\r\nb\t↵ 🐉\rc\nd\u2028e\x03\x04\x15\x1b[A\x7f\x9b'
  await Promise.all(Array.from(`\x1b[200~${pasted}\x1b[201~`, type))
  t.is(screen.visible(), '> a 🐊↵\nb⇥↵ 🐉↵\nc↵\nd↵\ne[A')
  t.deepEqual(entered, [])
  await type('!\r')
  t.deepEqual(entered, ['a 🐊\nb\t↵ 🐉\nc\nd\ne[A!'])
  // And so it comes back from the history.
  await type('\x1b[A\r')
  t.is(entered[1], entered[0])
})

test('what is pasted cannot turn the prompt around', async (t) => {
  const { terminal, screen, paste } = open(t)
  terminal.setPrompt('> ')
  await paste('\u202eabc')
  t.is(screen.visible(), '> ·abc')
})

test('a paste of 300,000 characters is taken at once, and shown as far as it fits', async (t) => {
  const { terminal, screen, paste, type, entered, raw } = open(t, 80, 10)
  terminal.print('before')
  const text = 'x'.repeat(300_000)
  await paste(text)
  t.is(screen.visible(), `before\n${Array(8).fill('x'.repeat(79)).join('\n')}\n${'x'.repeat(300_000 % 79)}`)
  await type('\r')
  t.deepEqual(entered, [text])
  t.is(screen.everything(), 'before')
  t.true(raw().length < 10_000)
})

test('history: up and down, no line twice in a row, none of the questions', async (t) => {
  const { terminal, type, entered } = open(t)
  for (const line of ['one', 'two', 'two']) await type(`${line}\r`)
  const asked = terminal.askSecret('? ')
  await type('hidden\r')
  t.is(await asked, 'hidden')
  await type('\x1b[A\x1b[A\r')
  t.deepEqual(entered, ['one', 'two', 'two', 'one'])
  // From here up: one, two, one. Down again, and further than the end.
  await type('\x1b[A\x1b[A\x1b[B\x1b[B\x1b[Bnew\r')
  t.is(entered.at(-1), 'new')
})

test('Tab: as far as it is certain; then the choices are shown', async (t) => {
  const { terminal, screen, type, entered } = open(t)
  terminal.setPrompt('> ')
  terminal.setCompleter((line) => ['/friends ', '/files ', '/chat '].filter((one) => one.startsWith(line)))
  await type('/f\t')
  t.is(screen.visible(), '/friends   /files\n> /f')
  await type('r\tx\r')
  t.deepEqual(entered, ['/friends x'])
})

test('Tab: choices are broken between two, not within one', async (t) => {
  const { terminal, screen, type } = open(t)
  const names = Array.from({ length: 12 }, (_, index) => `/command-${index}`)
  terminal.setCompleter(() => names)
  await type('/command-\t')
  const shown = screen
    .visible()
    .split('\n')
    .flatMap((row) => row.trim().split(/ +/))
  t.deepEqual(
    shown.filter((word) => /-\d+$/.test(word)),
    names,
  )
})

test('a question: the half-typed line waits, the answer is not a line', async (t) => {
  const { terminal, screen, type, entered } = open(t)
  terminal.setPrompt('> ')
  await type('half')
  const colour = terminal.ask('Colour? ')
  const number = terminal.ask('Number? ')
  await type('red\r7\r')
  t.is(await colour, 'red')
  t.is(await number, '7')
  t.is(screen.visible(), 'Colour? red\nNumber? 7\n> half')
  await type('\r')
  t.deepEqual(entered, ['half'])
})

test('what is typed ahead answers the question that the line before it leads to', async (t) => {
  const { terminal, type, entered } = open(t)
  const answers: Promise<string>[] = []
  terminal.onLine((line) => {
    if (line === 'go') answers.push(Promise.resolve().then(() => terminal.ask('Colour? ')))
  })
  await type('go\rred\rline\r')
  t.deepEqual(await Promise.all(answers), ['red'])
  t.deepEqual(entered, ['go', 'line'])
})

test('a secret is never shown, is edited blindly, and Ctrl-C gives no answer', async (t) => {
  const { terminal, screen, type, raw } = open(t)
  terminal.setPrompt('> ')
  const secret = terminal.askSecret('Passphrase: ')
  await type('wrong\x15hunterx\x7f')
  t.is(screen.visible(), 'Passphrase:')
  terminal.print('a message')
  await type('\x0c2\r')
  t.is(await secret, 'hunter2')
  t.notRegex(raw(), /wrong|hunter/)
  const none = terminal.askSecret('Again: ')
  await type('abc\x03')
  await t.throwsAsync(none, { code: 'BAD_COMMAND' })
})

test('Ctrl-C clears a line; twice on an empty line it is the end, as Ctrl-D is at once', async (t) => {
  const { terminal, screen, type, entered } = open(t)
  let ends = 0
  terminal.onEnd(() => ends++)
  await type('abc\x1b[D\x03')
  t.is(ends, 0)
  await type('ab\x01\x04\r')
  t.deepEqual(entered, ['b'])
  // Twice to clear a line, and something else in between.
  await type('abc\x03')
  await type('\x03')
  t.is(ends, 0)
  t.is(screen.visible(), '-- Ctrl-C again leaves')
  await type('x\x7f')
  await type('\x03')
  t.is(ends, 0)
  await type('\x03')
  t.is(ends, 1)
  await type('\x04')
  t.is(ends, 2)
})

test('cursor and Backspace go by what a reader sees as one character, and undo brings it back', async (t) => {
  const { type, entered } = open(t)
  await type('a🇫🇷e\u0301👍🏽\x1b[D\x1b[D\x1b[Dx\r')
  await type('a🇫🇷🇩🇪\x7f!\r')
  await type('👩‍👩‍👧b\x01\x1b[3~\r')
  await type('e\u0301👍🏽\x7f\x7f.\r')
  await type('ae\u0301\x7f\x1f\x1f\r')
  t.deepEqual(entered, ['ax🇫🇷e\u0301👍🏽', 'a🇫🇷!', 'b', '.', 'ae\u0301'])
})

test('a secret that is pasted with its line end is the secret without it', async (t) => {
  const { terminal, type, paste } = open(t)
  const secret = terminal.askSecret('Passphrase: ')
  await paste(' correct horse\r\n')
  await type('\r')
  t.is(await secret, ' correct horse')
  const answer = terminal.ask('Text: ')
  await paste('two\r')
  await type('\r')
  t.is(await answer, 'two\n')
})

test('a progress line stands between messages and prompt, cut to the width, and goes', async (t) => {
  const { terminal, screen, type, settled } = open(t, 20)
  terminal.setPrompt('> ')
  await type('abc\x1b[D')
  terminal.progress(`\x1b[32m${'#'.repeat(50)}\x1b[0m`)
  await settled()
  t.is(screen.visible(), `${'#'.repeat(18)}…\n> abc`)
  terminal.print('message')
  terminal.progress('50 %')
  await settled()
  t.is(screen.visible(), 'message\n50 %\n> abc')
  t.deepEqual(screen.cursor(), { column: 4, row: 2 })
  terminal.progress(null)
  await settled()
  t.is(screen.visible(), 'message\n> abc')
})

test('the window is resized: no message is lost, and the line goes on', async (t) => {
  const { terminal, screen, type, resize, entered, settled } = open(t, 40, 12)
  terminal.setPrompt('bob > ')
  for (let number = 0; number < 5; number++) terminal.print(`message ${number}`)
  const text = Array.from({ length: 20 }, (_, index) => `word${index}`).join(' ')
  await type(text)
  for (const columns of [80, 15, 60, 9, 40, 100]) {
    await resize(columns, 12)
    terminal.print(`at ${columns}`)
    await settled()
  }
  for (let number = 0; number < 5; number++) t.true(screen.everything().includes(`message ${number}\n`))
  const last = screen.everything().split('at 100\n')[1]
  t.is(last?.replace(/\n/g, ' ').replace(/ +/g, ' '), `bob > ${text}`)
  await type('\r')
  t.deepEqual(entered, [text])
})

test('the terminal is left as it was found', async (t) => {
  const { terminal, screen, modes, type, settled } = open(t)
  terminal.setPrompt('> ')
  await type('abc')
  t.true(screen.bracketedPaste())
  t.true(modes.at(-1))
  terminal.close()
  terminal.close()
  terminal.print('bye')
  await settled()
  t.false(screen.bracketedPaste())
  t.false(modes.at(-1))
  t.is(screen.visible(), 'bye')
  await t.throwsAsync(terminal.ask('?'), { code: 'BAD_COMMAND' })
})

test('stopped and continued by others: the mode is set anew, the line is drawn again', async (t) => {
  const { terminal, screen, modes, type, settled } = open(t)
  terminal.setPrompt('> ')
  await type('abc')
  process.emit('SIGCONT')
  await settled()
  t.deepEqual(modes.slice(-2), [false, true])
  t.is(screen.visible(), '> abc')
})

test('a terminal that is gone is the end, also of questions', async (t) => {
  const { terminal, hangUp } = open(t)
  const ended = new Promise<void>((resolve) => terminal.onEnd(resolve))
  const asked = terminal.ask('? ')
  hangUp()
  await t.throwsAsync(asked, { code: 'BAD_COMMAND' })
  await ended
  t.pass()
})
