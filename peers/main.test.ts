/** The messenger's own program, started as a user starts it. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type ExecutionContext } from 'ava'
import { buildSync } from 'esbuild'
import { lines } from './lines'
import { portOf } from './peer-testing'

const ROOT = join(__dirname, '..')
const scratch = fs.mkdtempSync(join(tmpdir(), 'peer-main-'))
const children: ChildProcess[] = []
test.after.always(() => {
  // None is left, unless a test failed.
  for (const child of children) child.kill('SIGKILL')
  fs.rmSync(scratch, { recursive: true, force: true })
})

/** Bundled, it starts in a tenth of the time. @returns every source file that is part of it. */
function bundle(entry: string, outfile: string): string[] {
  const options = { bundle: true, platform: 'node', metafile: true, logLevel: 'error' } as const
  const { metafile } = buildSync({ ...options, absWorkingDir: ROOT, entryPoints: [entry], outfile })
  return Object.keys(metafile.inputs)
}

// The tests run one after the other: each start takes 128 MiB for the passphrase.
const program = join(scratch, 'peer.cjs')
const inputs = bundle('peers/main.ts', program)
const PASSPHRASE = 'a passphrase'
let homes = 0
const newHome = () => join(scratch, `home-${++homes}`)

interface Start {
  readonly passphrase?: string
  /** What runs the program, and the program. */
  readonly command?: readonly string[]
}

function start(args: readonly string[], { passphrase = PASSPHRASE, command = [program] }: Start = {}) {
  const { P2P_PASSPHRASE: _, ...env } = process.env
  if (passphrase) env.P2P_PASSPHRASE = passphrase
  const child = spawn(process.execPath, [...command, ...args], { cwd: ROOT, env })
  children.push(child)
  // A program that has ended hears nothing.
  child.stdin.on('error', () => {})
  const ended = once(child, 'close').then(([status]) => status as number | null)
  return { child, ended, stderr: text(child.stderr), out: lines(child.stdout) }
}

/** A program that came so far that it is ready. */
async function ready(home: string, options: Start = {}) {
  const peer = start(['--home', home, '--listen', '127.0.0.1:0'], options)
  const next = async () => JSON.parse((await peer.out.next()).value ?? (await peer.stderr))
  const listening = await next()
  return { ...peer, next, listening, fingerprint: (await next()).fingerprint as string }
}

/** Ends by itself with this status, one sentence on stderr, and nothing on stdout. */
async function refuses(
  t: ExecutionContext,
  { ended, stderr, out }: ReturnType<typeof start>,
  status: number,
  sentence: RegExp,
): Promise<void> {
  t.is((await out.next()).value, undefined)
  const said = await stderr
  t.is(await ended, status, said)
  t.regex(said, /^[^\n]+\.\n$/)
  t.regex(said, sentence)
}

/** Every file of a home, as it is. */
function contents(home: string): Record<string, string> {
  return Object.fromEntries(
    fs.readdirSync(home).map((name) => [name, fs.readFileSync(join(home, name)).toString('hex')]),
  )
}

/** A home with an identity, made once and copied. */
let made: Promise<string> | undefined
async function usedHome(): Promise<string> {
  made ??= (async () => {
    const home = newHome()
    const { child, ended } = await ready(home)
    child.stdin.end()
    await ended
    return home
  })()
  const copy = newHome()
  fs.cpSync(await made, copy, { recursive: true })
  return copy
}

test.serial('the first start makes an identity, and the next one is the same person', async (t) => {
  const home = join(newHome(), 'new')
  const command = ['-r', 'ts-node/register', 'peers/main.ts']
  const first = await ready(home, { command })
  t.like(first.listening, { event: 'listening', service: 'peer', host: '127.0.0.1' })
  t.regex(first.fingerprint, /^[0-9a-f]{64}$/)
  first.child.stdin.write('{"id":1,"do":"ping"}\n')
  t.deepEqual(await first.next(), { event: 'done', id: 1 })
  t.is(fs.statSync(home).mode & 0o777, 0o700)
  t.is(fs.statSync(join(home, 'identity')).mode & 0o777, 0o600)
  first.child.stdin.end()
  t.is(await first.ended, 0)
  t.is(await first.stderr, '')
  const after = contents(home)
  t.deepEqual(Object.keys(after), ['identity'])

  const second = await ready(home, { command })
  t.is(second.fingerprint, first.fingerprint)
  second.child.stdin.end()
  t.is(await second.ended, 0)
  t.deepEqual(contents(home), after)
})

test.serial(
  'a wrong passphrase, or a damaged file, is one sentence, and every file stays as it is',
  async (t) => {
    const home = await usedHome()
    const refusesIt = async (sentence: RegExp, options?: Start) => {
      const before = contents(home)
      await refuses(t, start(['--home', home], options), 70, sentence)
      t.deepEqual(contents(home), before)
    }
    await refusesIt(/^The passphrase does not open .*identity/, { passphrase: 'another passphrase' })
    const path = join(home, 'identity')
    const whole = fs.readFileSync(path)
    fs.writeFileSync(path, whole.subarray(0, 100))
    await refusesIt(/identity is damaged, or no identity file of this version, and was left as it is/)
    fs.writeFileSync(path, '')
    await refusesIt(/identity is damaged/)
    fs.writeFileSync(path, whole)
    fs.writeFileSync(join(home, 'contacts'), 'not contacts')
    await refusesIt(/contacts is damaged, or no contacts file of this version, and was left as it is/)
  },
)

test.serial('what cannot be obeyed is one sentence and status 64, and nothing is made', async (t) => {
  const home = newHome()
  const cases: [readonly string[], RegExp][] = [
    [['--colour'], /^Unknown option '--colour'; --help lists the flags\.$/m],
    [['chat'], /^Unexpected argument 'chat'; --help lists the flags\.$/m],
    [['--home'], /^Option '--home <value>' argument missing; --help lists the flags\.$/m],
    [['--home', '--listen'], /^Option '--home' argument is ambiguous; --help lists the flags\.$/m],
    [['--home', ''], /^--home takes a folder\.$/m],
    [['--help=yes'], /^Option '--help' does not take an argument; --help lists the flags\.$/m],
    [['--home', home, '--home', home], /^--home is given twice: give it once\.$/m],
    [['--listen', 'localhost:1', '--listen=localhost:2'], /^--listen is given twice: give it once\.$/m],
    ...[
      '25000',
      'localhost',
      'localhost:',
      ':25000',
      'localhost:65536',
      'localhost:-1',
      'localhost:x',
      '',
    ].map((listen): [string[], RegExp] => [
      [`--listen=${listen}`],
      /^--listen takes HOST:PORT with a port from 0 to 65535\.$/m,
    ]),
  ]
  for (const [args, sentence] of cases) {
    const whole = args.includes('--home') ? args : [...args, '--home', home]
    await refuses(t, start(whole), 64, sentence)
  }
  const unset = start(['--home', home], { passphrase: '' })
  await refuses(t, unset, 64, /^Set P2P_PASSPHRASE to the passphrase of your identity; --help tells more\.$/m)
  t.false(fs.existsSync(home))
})

test.serial('--help needs nothing', async (t) => {
  const { out, ended, stderr } = start(['--help'], { passphrase: '' })
  t.regex((await out.next()).value ?? '', /^Usage: P2P_PASSPHRASE=… npm run -s peer/)
  for await (const _ of out);
  t.is(await stderr, '')
  t.is(await ended, 0)
})

test.serial('a taken port is one sentence, and the identity stays', async (t) => {
  const home = await usedHome()
  const before = contents(home)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const port = portOf(server)
  const sentence = new RegExp(`^Port ${port} on 127.0.0.1 is taken: choose another with --listen HOST:PORT`)
  await refuses(t, start(['--home', home, '--listen', `127.0.0.1:${port}`]), 70, sentence)
  t.deepEqual(contents(home), before)
})

test.serial('of two programs on one home the second is refused, and none after kill -9', async (t) => {
  const home = await usedHome()
  const first = await ready(home)
  await refuses(
    t,
    start(['--home', home]),
    70,
    /^Another peer uses .* \(process \d+\): end it first, or delete/,
  )
  first.child.stdin.write('{"id":1,"do":"ping"}\n')
  t.deepEqual(await first.next(), { event: 'done', id: 1 })

  first.child.kill('SIGKILL')
  await first.ended
  t.true(fs.readdirSync(home).includes(`lock.${first.child.pid}`))
  const next = await ready(home)
  t.is(next.fingerprint, first.fingerprint)
  next.child.stdin.end()
  t.is(await next.ended, 0)
  t.deepEqual(fs.readdirSync(home), ['identity'])
})

const full = /could not be written: the disk is full: free some space and try again/

test.serial('no space for a new identity: one sentence, and nothing half-written', async (t) => {
  const home = newHome()
  const preload = join(scratch, 'full.cjs')
  fs.writeFileSync(
    preload,
    `const fs = require('node:fs/promises')
     const open = fs.open
     fs.open = async (path, ...rest) => {
       const handle = await open(path, ...rest)
       if (/identity/.test(path)) handle.writeFile = async () => { throw Object.assign(new Error('full'), { code: 'ENOSPC' }) }
       return handle
     }`,
  )
  await refuses(t, start(['--home', home], { command: ['-r', preload, program] }), 70, full)
  t.deepEqual(fs.readdirSync(home), [])
})

const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0
const onFullDisk = mayMount ? test.serial : test.serial.skip
onFullDisk('a disk that is really full: one sentence, and what was there stays', async (t) => {
  const home = newHome()
  fs.mkdirSync(home)
  const identity = join(await usedHome(), 'identity')
  // A disk of one page, in a namespace of its own: it is gone when the shell is.
  const script = `mount -t tmpfs -o size=4k tmpfs "$1" || exit 1
    "$3" "$4" --home "$1"; echo "status $?, left: $(ls -A "$1")"
    cp "$2" "$1/identity"
    "$3" "$4" --home "$1"; echo "status $?, left: $(ls -A "$1")"
    cmp "$2" "$1/identity" && echo untouched`
  const shell = spawn(
    'unshare',
    ['-rm', 'sh', '-c', script, 'sh', home, identity, process.execPath, program],
    {
      env: { ...process.env, P2P_PASSPHRASE: PASSPHRASE },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  children.push(shell)
  const [out, err] = await Promise.all([text(shell.stdout), text(shell.stderr)])
  t.is(out, 'status 70, left: \nstatus 70, left: identity\nuntouched\n', err)
  t.regex(err, new RegExp(`^[^\\n]*identity ${full.source}\\.\\n[^\\n]*lock\\.\\d+ ${full.source}\\.\\n$`))
})

test.serial('no weaker profile is part of the program', (t) => {
  const weak = (file: string) => /^peers\/(weakened\/|protocol\/prototype|lab-peer)/.test(file)
  t.true(inputs.includes('peers/protocol/secure.ts'))
  t.deepEqual(inputs.filter(weak), [])
  // The lab's own entry has them, so they would be found.
  const ofLab = bundle('peers/lab-peer.ts', join(scratch, 'lab-peer.cjs')).filter(weak)
  t.true(['peers/weakened/plaintext.ts', 'peers/protocol/prototype.ts'].every((file) => ofLab.includes(file)))
})
