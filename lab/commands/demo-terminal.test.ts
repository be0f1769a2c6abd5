/** The dashboard as a presenter drives it: a real program in a real pseudo-terminal, and what it leaves behind. */

import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { hasPty, openPty, type Pty } from '../../peers/terminal/pty-testing'
import { ROOT } from '../place/place'
import { playedIn } from '../suite/extent-testing'
import { withSuite } from '../suite/programs-testing'

/** Starts the dashboard; all that its nodes have on disk is in `scratch`. */
async function demo(t: ExecutionContext, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'demo-test-'))
  t.teardown(() => rmSync(scratch, { recursive: true }))
  const command = [process.execPath, ...withSuite, 'lab/commands/cli.ts', 'demo', ...args].join(' ')
  // The shell tells afterwards how the terminal was left.
  const pty = await openPty(t, 'sh', ['-c', `${command}; echo "ended with $?"; stty -a; echo that is all`], {
    cwd: ROOT,
    columns: 100,
    rows: 30,
    patience: 120_000,
    env: { TMPDIR: scratch, LC_ALL: 'C.UTF-8', ...env },
  })
  return { pty, scratch }
}

/** Nodes that still run, and folders that were made for them. */
function left(scratch: string): string[] {
  const processes = readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(scratch)
    } catch {
      return false
    }
  })
  return [...readdirSync(scratch).filter((name) => name.startsWith('secure-p2p-lab')), ...processes]
}

async function endsCleanly(t: ExecutionContext, pty: Pty, scratch: string): Promise<void> {
  await pty.until((screen) => screen.includes('that is all'))
  const written = pty.raw()
  t.regex(written, /\bicanon\b/)
  t.notRegex(written.slice(written.lastIndexOf('ended with')), /-icanon|-echo\b/)
  // The other buffer is left, and the cursor can be seen.
  t.true(written.lastIndexOf('\x1b[?1049l') > written.lastIndexOf('\x1b[?1049h'))
  t.true(written.lastIndexOf('\x1b[?25h') > written.lastIndexOf('\x1b[?25l'))
  t.deepEqual(left(scratch), [])
}

const onLinux = hasPty && process.platform === 'linux' ? test.serial : test.serial.skip

/** Each is a whole run: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(onLinux, turn, 2)

/** As terminals send them. */
const keys = [
  ' ',
  'a',
  'p',
  '+',
  '-',
  '\t',
  '\x1b[Z',
  '\x1b[A',
  '\x1b[B',
  '\x1b[C',
  '\x1b[D',
  '\r',
  '\x1b',
  'l',
  '?',
  'x',
  '\x1b[5~',
  '\x1b[6~',
  'é',
  '\x1b[200~',
]

inTurn(0)('a hundred random keys and resizes neither crash a demo nor leave anything behind', async (t) => {
  const { pty, scratch } = await demo(t, ['mitm', '--runtime', 'processes'])
  await pty.until((screen) => screen.includes('Alice'))
  const [moves] = fc.sample(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...keys) },
        { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 5, max: 220 }), fc.integer({ min: 3, max: 70 })) },
      ),
      { minLength: 100, maxLength: 100 },
    ),
    1,
  )
  t.log(JSON.stringify(moves))
  for (const move of moves!) {
    const before = pty.raw().length
    if (typeof move === 'string') pty.type(move)
    else pty.resize(...move)
    // A resize is drawn anew, always; a key may have nothing to say.
    if (typeof move !== 'string') await pty.until(() => pty.raw().length > before)
  }
  pty.resize(100, 30)
  pty.type('\x1b')
  await pty.until((screen) => /Alice/.test(screen) && /Mallory/.test(screen))
  // Read together with what comes next, an escape would make another key of it: of the space, not of the q.
  pty.type(' ')
  pty.type('q')
  await endsCleanly(t, pty, scratch)
  t.regex(pty.screen(), /ended with 0/)
})

inTurn(1)('a run that goes on by itself ends with its verdicts, and stays to be looked at', async (t) => {
  const { pty, scratch } = await demo(t, ['tamper', '--runtime', 'processes', '--quick', '--run'])
  pty.type('++++++')
  await pty.until((screen) => /✗ \S+ BROKEN.*▲ \S+ DETECTED/.test(screen))
  pty.type('q')
  await endsCleanly(t, pty, scratch)
  t.regex(pty.screen(), /2 of 2 acts as expected/)
  t.regex(pty.screen(), /ended with 0/)
})

inTurn(0)('a demo that is killed leaves no node, and the terminal as it was', async (t) => {
  const { pty, scratch } = await demo(t, ['eavesdrop', '--runtime', 'processes', '--lang', 'fr'])
  await pty.until((screen) => screen.includes('Alice'))
  const lab = childOf(pty.pid)
  process.kill(lab, 'SIGTERM')
  await endsCleanly(t, pty, scratch)
  t.regex(pty.screen(), /ended with 143/)
})

test('without a terminal one sentence says so', async (t) => {
  const { spawnSync } = await import('node:child_process')
  const args = [...withSuite, 'lab/commands/cli.ts', 'demo', 'mitm', '--lang', 'en']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  t.is(status, 64)
  t.regex(stderr, /needs a terminal/)
})

/** The program that a shell waits for. */
function childOf(shell: number): number {
  return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0])
}
