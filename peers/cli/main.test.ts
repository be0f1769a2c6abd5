/** The messenger's own program, started as a user or a script starts it, beside a real directory. */

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type ExecutionContext } from 'ava'
import { buildSync } from 'esbuild'
import { isWhole, oneOf, playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import { loadAccount } from '../home/account-file'
import { openContacts } from '../home/contacts-file'
import { exportIdentity } from '../home/identity-export'
import { loadIdentity } from '../home/identity-file'
import { defaultCost, Passphrase } from '../home/passphrase'
import { sealedWith } from '../home/private-file'
import { portOf } from '../session/peer-testing'
import { systemEntropy } from './entropy'
import { bundle, Program, type Programs, secrets, startDirectory } from './programs-testing'

// Homes are cheap to open but for that of the first start, whose program is the user's as it is.
const cleanups: (() => void)[] = []
const whole = { teardown: (work: () => void) => void cleanups.unshift(work) }
let programs: Programs
let directory: string
test.before(async () => {
  programs = bundle(whole)
  directory = (await startDirectory(whole, programs)).url
})
test.after.always(() => {
  for (const clean of cleanups) clean()
})

/** Each starts the program several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test.serial, turn, 3)

let homes = 0
const newHome = () => join(programs.folder, `home-${++homes}`)
const dial = ['--listen', '127.0.0.1:0']
const none = { P2P_PASSPHRASE: undefined, P2P_PASSWORD: undefined, P2P_CERTIFICATE: undefined }

interface Ended {
  readonly status: number | null
  readonly out: string
  readonly said: string
}

/** Runs the program until it ends by itself; nobody types anything. */
async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  before: string[] = [],
): Promise<Ended> {
  const command = [...before, programs.peer, ...args]
  const child = spawn(process.execPath, command, { env: { ...process.env, ...secrets, ...env } })
  whole.teardown(() => void child.kill('SIGKILL'))
  child.stdin.on('error', () => {}).end()
  const [out, said, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { status, out, said }
}

/** It ended with this status, one sentence on stderr as its last word, and nothing on stdout. */
function refused(
  t: ExecutionContext,
  { status, out, said }: Ended,
  expected: number,
  sentence: RegExp,
): void {
  t.is(status, expected, said)
  t.is(out, '')
  t.regex(said, /^(Making your keys …\n)?[^\n]+\.\n$/)
  t.regex(said, sentence)
}

/** @returns the agent on this home, ready. */
async function agent(
  t: ExecutionContext,
  home: string,
  args: string[] = [],
  env = {},
  bundled = programs.peer,
): Promise<Program> {
  const program = new Program(t, bundled, ['agent', '--home', home, ...dial, ...args], env)
  await program.seen(() => program.events.find(({ event }) => event === 'ready' || event === 'exited'))
  if (program.of('exited').length > 0) throw new Error(program.errors)
  return program
}

const status = async (program: Program): Promise<unknown> => ((await program.exited) as unknown[])[0]
const as = (name: string) => ['--name', name, '--directory', directory]

/** Every file of a home, as it is; folders are left out. */
function contents(home: string): Record<string, string> {
  const files = fs.readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({ name }) => [name, fs.readFileSync(join(home, name)).toString('hex')]),
  )
}

/** The home of somebody who is registered as `settled`; made once and copied. */
let made: Promise<string> | undefined
async function usedHome(t: ExecutionContext): Promise<string> {
  made ??= (async () => {
    const home = newHome()
    await (await agent(t, home, as('settled'))).end()
    return home
  })()
  const copy = newHome()
  fs.cpSync(await made, copy, { recursive: true })
  return copy
}

test.serial('the first start makes an identity and registers, the next one is the same person', async (t) => {
  const home = join(newHome(), 'new')
  const asItIs = bundleOf('peers/cli/main.ts')
  const first = await agent(t, home, as('anna'), {}, asItIs)
  const [ready] = first.of('ready')
  t.like(ready, { name: 'anna', directory, home, directoryTrouble: null })
  t.regex(ready?.fingerprint, /^[0-9a-f]{64}$/)
  t.is(ready?.address, ready?.listening)
  t.is(fs.statSync(home).mode & 0o777, 0o700)
  for (const file of ['identity', 'account', 'journal'])
    t.is(fs.statSync(join(home, file)).mode & 0o777, 0o600)
  await first.end()
  t.is(await status(first), 0)
  t.is(first.errors, 'Making your keys …\nRegistered as anna.\n')
  t.false(fs.readdirSync(home).some((name) => name.startsWith('lock')))
  // Whoever has the disk pays for each guess, whichever file they try.
  for (const file of ['identity', 'account'])
    t.deepEqual(sealedWith(file as 'identity', fs.readFileSync(join(home, file)))?.cost, defaultCost)

  const second = await agent(t, home, [], {}, asItIs)
  t.is(second.of('ready')[0]?.fingerprint, ready?.fingerprint)
  t.is(second.errors, '')
  second.process.kill('SIGTERM')
  t.is(await status(second), 0)

  const before = contents(home)
  const other = await run(['agent', '--home', home, '--name', 'berta', '--directory', 'http://127.0.0.1:1'])
  refused(t, other, 70, /^The home .* belongs to anna: take another --home for berta\.$/m)
  t.deepEqual(contents(home), before)
})

inTurn(0)(
  'a wrong passphrase, or a damaged file, is one sentence, and every file stays as it is',
  async (t) => {
    const home = await usedHome(t)
    const refusesIt = async (sentence: RegExp, env = {}) => {
      const before = contents(home)
      refused(t, await run(['agent', '--home', home, ...dial], env), 70, sentence)
      t.deepEqual(contents(home), before)
    }
    await refusesIt(/^The passphrase does not open .*identity/, { P2P_PASSPHRASE: 'another passphrase' })
    for (const name of ['identity', 'account', 'contacts', 'journal']) {
      const path = join(home, name)
      const was = fs.existsSync(path) ? fs.readFileSync(path) : null
      fs.writeFileSync(path, 'not what it was')
      await refusesIt(new RegExp(`${name} is damaged, or no ${name}.* and was left as it is`))
      if (was) fs.writeFileSync(path, was)
      else fs.rmSync(path)
    }
  },
)

test.serial('what cannot be obeyed is one sentence, and nothing is made', async (t) => {
  const home = newHome()
  refused(
    t,
    await run(['--colour', '--home', home]),
    64,
    /^Unknown option --colour; --help lists the flags\.$/m,
  )
  refused(t, await run(['dance', '--home', home]), 64, /^There is no command “dance”/)
  const unset =
    /^There is nobody to answer “Passphrase:”: set P2P_PASSPHRASE \(and for the first start P2P_PASSWORD, --directory and --name, /
  const commands = [['agent'], ['receive'], ['send', 'bob', 'text']]
  for (const command of isWhole ? commands : [oneOf(commands)])
    refused(t, await run([...command, '--home', home], none), 70, unset)
  refused(t, await run(['export-pem', 'there', '--home', home]), 70, /^There is no identity in .*--home\.$/m)
  t.false(fs.existsSync(home))
  const short = await run(['agent', '--home', home, ...as('short')], { P2P_PASSPHRASE: 'short' })
  refused(t, short, 70, /^A passphrase has at least 8 characters: choose a longer one\.$/m)
  t.deepEqual(fs.readdirSync(home), [])
})

test.serial('--help needs nothing', async (t) => {
  const { status, out, said } = await run(['--help'], none)
  t.regex(out, /^Usage: p2p/)
  t.deepEqual([status, said], [0, ''])
  const byNpm = await run(['--help'], { npm_lifecycle_event: 'peer' })
  t.regex(byNpm.out, /^Usage: npm run peer/)
  const version = await run(['--version'], none)
  t.regex(version.out, /^p2p \d+\.\d+\.\d+\n$/)
})

test.serial('a taken port that was asked for is one sentence, and the identity stays', async (t) => {
  const home = await usedHome(t)
  const before = contents(home)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const port = portOf(server)
  const sentence = new RegExp(`^Port ${port} on 127.0.0.1 is taken: choose another with --listen HOST:PORT`)
  refused(t, await run(['agent', '--home', home, '--listen', `127.0.0.1:${port}`]), 70, sentence)
  t.deepEqual(contents(home), before)
})

test.serial('of two programs on one home the second is refused, and none after kill -9', async (t) => {
  const home = await usedHome(t)
  const first = await agent(t, home)
  const second = await run(['agent', '--home', home])
  refused(t, second, 70, /^Another peer uses .* \(process \d+\): end it first, or delete/)
  await first.ask({ do: 'status' })
  await first.kill()
  t.true(fs.readdirSync(home).includes(`lock.${first.process.pid}`))
  const next = await agent(t, home)
  t.is(next.of('ready')[0]?.fingerprint, first.of('ready')[0]?.fingerprint)
  await next.end()
  t.deepEqual(
    fs.readdirSync(home).filter((name) => name.startsWith('lock')),
    [],
  )
})

const full = /could not be written: the disk is full: free some space and try again/

test.serial('no space for a new identity: one sentence, and nothing half-written', async (t) => {
  const home = newHome()
  const preload = join(programs.folder, 'full.cjs')
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
  refused(t, await run(['agent', '--home', home, ...as('full')], {}, ['-r', preload]), 70, full)
  t.deepEqual(fs.readdirSync(home), [])
})

const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0
const onFullDisk = mayMount ? test.serial : test.serial.skip
onFullDisk('a disk that is really full: one sentence, and what was there stays', async (t) => {
  const home = newHome()
  fs.mkdirSync(home)
  const identity = join(await usedHome(t), 'identity')
  // A disk of one page, in a namespace of its own: it is gone when the shell is.
  const script = `mount -t tmpfs -o size=4k tmpfs "$1" || exit 1
    "$3" "$4" agent --home "$1"; echo "status $?, left: $(ls -A "$1")"
    cp "$2" "$1/identity"
    "$3" "$4" agent --home "$1"; echo "status $?, left: $(ls -A "$1")"
    cmp "$2" "$1/identity" && echo untouched`
  const args = ['-rm', 'sh', '-c', script, 'sh', home, identity, process.execPath, programs.peer]
  const shell = spawn('unshare', args, {
    env: { ...process.env, ...secrets },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  whole.teardown(() => void shell.kill('SIGKILL'))
  const [out, err] = await Promise.all([text(shell.stdout), text(shell.stderr)])
  t.is(out, 'status 70, left: \nstatus 70, left: identity\nuntouched\n', err)
  t.regex(err, new RegExp(`identity ${full.source}\\.\\n[^\\n]*lock\\.\\d+ ${full.source}\\.\\n$`))
})

inTurn(0)(
  'a directory that is down at the first start: the identity stays, and the next start goes on',
  async (t) => {
    const home = newHome()
    const nowhere = ['--name', 'dora', '--directory', 'http://127.0.0.1:1']
    refused(t, await run(['agent', '--home', home, ...nowhere]), 70, /directory/i)
    t.deepEqual(Object.keys(contents(home)), ['identity'])
    const before = contents(home).identity
    const next = await agent(t, home, as('dora'))
    t.is(contents(home).identity, before)
    t.is(next.errors, 'Registered as dora.\n')
    await next.end()
    // Without the account, as if it had been killed before it was kept: the key alone lets it in again.
    fs.rmSync(join(home, 'account'))
    const again = await agent(t, home, as('dora'), { P2P_PASSWORD: undefined })
    t.is(again.errors, '')
    await again.end()
  },
)

test.serial('a name that is taken is one sentence, and another one does', async (t) => {
  const home = newHome()
  const taken = await run(['agent', '--home', home, ...as('settled')])
  refused(t, taken, 70, /^The directory refused: .*taken/im)
  t.deepEqual(Object.keys(contents(home)), ['identity'])
  const unset = await run(['agent', '--home', home, ...as('emil')], { P2P_PASSWORD: undefined })
  refused(t, unset, 70, /P2P_PASSWORD/)
  await (await agent(t, home, as('emil'))).end()
})

inTurn(1)(
  'a directory that goes is told, what works without it works, and it is told when it is back',
  async (t) => {
    const home = newHome()
    const data = join(programs.folder, 'moving')
    const serve = async (listen: string) => {
      const args = ['--node', '--data', data, '--listen', listen, '--scrypt-cost', '10']
      const server = new Program(t, programs.directory, args, { DIRECTORY_KEY: '42'.repeat(32) })
      return { server, url: `http://127.0.0.1:${(await server.until('listening')).port}` }
    }
    const one = await serve('127.0.0.1:0')
    await (await agent(t, home, ['--name', 'frida', '--directory', one.url])).end()
    await one.server.end()
    const alone = await agent(t, home)
    t.regex(alone.of('ready')[0]?.directoryTrouble, /directory/i)
    t.is((await alone.until('notice')).code, 'DIRECTORY_UNREACHABLE')
    t.deepEqual((await alone.ask({ do: 'friends' })).friends, [])
    await t.throwsAsync(alone.ask({ do: 'add', name: 'anna' }), { message: /directory/i })
    await serve(new URL(one.url).host)
    await alone.seen(() => alone.of('notice').find(({ code }) => code === 'DIRECTORY_BACK'))
    t.like(await alone.ask({ do: 'status' }), { directoryTrouble: null })
    await alone.end()

    // It moves: the same identity registers at another one, under the same name.
    const moved = await agent(t, home, ['--directory', directory])
    t.like(moved.of('ready')[0], { name: 'frida', directory, directoryTrouble: null })
    await moved.end()
    const before = contents(home)
    refused(t, await run(['agent', '--home', home, '--directory', 'http://127.0.0.1:1']), 70, /directory/i)
    t.deepEqual(contents(home), before)
    const stays = await agent(t, home)
    t.is(stays.of('ready')[0]?.directory, directory)
    await stays.end()
  },
)

inTurn(1)('a certificate that nobody vouches for is taken by its fingerprint only', async (t) => {
  const serve = async (name: string) => {
    const data = join(programs.folder, name)
    const args = ['--node', '--tls', '--data', data, '--listen', '127.0.0.1:0', '--scrypt-cost', '10']
    const server = new Program(t, programs.directory, args, { DIRECTORY_KEY: '42'.repeat(32) })
    const { port, certificate } = await server.until('listening')
    return { url: `https://127.0.0.1:${port}`, certificate: certificate as string }
  }
  const { url, certificate } = await serve('tls')
  const home = newHome()
  const args = ['agent', '--home', home, '--name', 'gerd', '--directory', url]
  const pin = (P2P_CERTIFICATE: string | undefined) => ({ P2P_CERTIFICATE })
  const unasked = await run(args, pin(undefined))
  t.is(unasked.status, 70)
  t.true(unasked.said.replaceAll(/\s/g, '').includes(certificate))
  t.regex(unasked.said, /P2P_CERTIFICATE/)
  refused(t, await run(args, pin('00'.repeat(32))), 70, /certificate/i)
  refused(
    t,
    await run(args, pin('abc')),
    70,
    /^P2P_CERTIFICATE is a SHA-256 fingerprint: 64 hexadecimal digits\.$/m,
  )
  const colons = certificate.toUpperCase().match(/../g)?.join(':')
  const first = await agent(t, home, ['--name', 'gerd', '--directory', url], pin(colons))
  await first.end()
  const next = await agent(t, home, [], pin(undefined))
  t.is(next.of('ready')[0]?.directoryTrouble, null)
  await next.end()
  const before = contents(home)
  refused(t, await run(['agent', '--home', home], pin('00'.repeat(32))), 70, /certificate/i)
  t.deepEqual(contents(home), before)
})

inTurn(0)(
  'send and receive: delivered, or waiting for later; printed once; nothing is lost on the way',
  async (t) => {
    t.timeout(120_000)
    const [anna, bert] = [newHome(), newHome()]
    const alice = await agent(t, anna, as('send-anna'))
    const bob = await agent(t, bert, as('send-bert'))
    await alice.ask({ do: 'add', name: 'send-bert' })
    await bob.ask({ do: 'add', name: 'send-anna' })
    await alice.ask({ do: 'refresh' })
    await Promise.all([alice.until('online'), bob.until('online')])
    bob.process.kill('SIGTERM')
    t.is(await status(bob), 0)
    await alice.until('offline')
    t.deepEqual(alice.of('alarm'), [], 'it said goodbye')

    // Alice's message comes while Bob's script sends.
    await alice.ask({ do: 'send', to: 'send-bert', text: 'while you\nsend' })
    const sent = await run(['send', 'send-anna', 'hello ☕', '--home', bert, ...dial])
    t.deepEqual(sent, { status: 0, out: '', said: '' })
    t.is((await alice.until('message')).text, 'hello ☕')
    await alice.until('delivered')
    await alice.end()
    const receive = ['receive', '--home', bert, ...dial]
    const got = await run([...receive, '--json', '--count', '1', '--wait', '60'])
    t.is(got.status, 0)
    t.like(JSON.parse(got.out), { event: 'message', friend: 'send-anna', text: 'while you\nsend' })
    t.deepEqual(await run([...receive, '--wait', '0']), { status: 0, out: '', said: '' })

    const waits = await run(['send', 'send-bert', 'one', '--wait', '0', '--home', anna, ...dial])
    t.is(waits.status, 75)
    t.regex(waits.said, /^send-bert is away: the message waits in the outbox, and goes when [^\n]*\.\n$/)
    const stranger = await run(['send', 'nobody', 'x', '--home', anna, ...dial])
    refused(t, stranger, 70, /^nobody is no friend of yours yet: ask with \/add nobody/)
    const back = await agent(t, anna)
    await back.ask({ do: 'send', to: 'send-bert', text: 'two' })
    // The reader of the first receiver goes away without reading: what it could not print is for the next.
    const gone = spawn(process.execPath, [programs.peer, ...receive, '--json'], {
      env: { ...process.env, ...secrets },
    })
    whole.teardown(() => void gone.kill('SIGKILL'))
    gone.stdout.destroy()
    const said = text(gone.stderr)
    const [code] = await once(gone, 'exit')
    t.deepEqual([code, await said], [74, ''])
    const first = await run([...receive, '--count', '1', '--wait', '60'])
    t.is(first.out, 'send-anna: one\n')
    const second = await run([...receive, '--count', '1', '--wait', '60'])
    t.is(second.out, 'send-anna: two\n')
    // They may have ended before Anna heard of it: the next session tells her.
    const after = await agent(t, bert)
    await back.until('delivered', 2)
    t.deepEqual(after.of('message'), [])
    await after.end()
    await back.end()
  },
)

inTurn(2)('an identity is exported and imported elsewhere, friends and all', async (t) => {
  const home = await usedHome(t)
  const file = join(programs.folder, 'exported')
  const passphrase = new Passphrase(secrets.P2P_PASSPHRASE)
  const identity = await loadIdentity(join(home, 'identity'), passphrase)
  const kept = await openContacts(home, passphrase, systemEntropy)
  const account = await loadAccount(home, passphrase)
  await exportIdentity(
    file,
    passphrase,
    {
      identity: identity!,
      account,
      contacts: kept.contacts,
      ownCounter: kept.ownCounter,
      muted: kept.muted,
      nicknames: kept.nicknames,
      asked: kept.asked,
      blocked: kept.blocked,
    },
    systemEntropy,
  )

  const there = newHome()
  const missing = await run(['import', join(home, 'nothing'), '--home', there])
  refused(t, missing, 70, /nothing could not be read: there is no such file\.$/m)
  const wrong = await run(['import', file, '--home', there], { P2P_PASSPHRASE: 'another passphrase' })
  refused(t, wrong, 70, /^The passphrase does not open/)
  t.deepEqual(fs.readdirSync(there), [])
  const imported = await run(['import', file, '--home', there])
  t.is(imported.status, 0, imported.said)
  t.regex(imported.out, /^The identity of settled and 0 contacts are in .*home-\d+ now\.$/m)
  const before = contents(there)
  refused(t, await run(['import', file, '--home', there]), 70, /has an identity already/)
  t.deepEqual(contents(there), before)
  const moved = await agent(t, there)
  t.like(moved.of('ready')[0], { name: 'settled', directoryTrouble: null })
  const pem = join(programs.folder, 'pem')
  await moved.end()

  const written = await run(['export-pem', pem, '--home', there])
  t.is(written.status, 0, written.said)
  t.is(written.out.match(/\.pem$/gm)?.length, 4)
  // Whose keys they are, and that openssl takes them, tells pem.test.ts.
  const again = await run(['export-pem', pem, '--home', there])
  refused(t, again, 70, /is there already and was left as it is: choose another folder\.$/m)
})

test.serial('no weaker profile is part of the program', (t) => {
  const filesOf = (entry: string): string[] => {
    const options = {
      bundle: true,
      platform: 'node',
      metafile: true,
      write: false,
      logLevel: 'error',
    } as const
    const { metafile } = buildSync({
      ...options,
      absWorkingDir: join(__dirname, '..', '..'),
      entryPoints: [entry],
    })
    return Object.keys(metafile.inputs)
  }
  const weak = (file: string) => /^peers\/(weakened|protocol\/prototype|lab)\//.test(file)
  const inputs = filesOf('peers/cli/main.ts')
  t.true(inputs.includes('peers/protocol/secure.ts'))
  t.deepEqual(inputs.filter(weak), [])
  // The lab's own entry is one and has the others, so they would be found.
  const ofLab = filesOf('peers/lab/lab-peer.ts').filter(weak)
  t.true(
    ['peers/lab/lab-peer.ts', 'peers/weakened/plaintext.ts', 'peers/protocol/prototype/prototype.ts'].every(
      (file) => ofLab.includes(file),
    ),
  )
})
