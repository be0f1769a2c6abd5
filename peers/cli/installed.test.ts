/** The packed project, installed into an empty folder as users do: its commands, two of them that talk, and a scenario. */

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { build } from '../../lab/runtime/build'
import { makingOf } from '../../lab/runtime/making'
import { playedIn } from '../../lab/suite/extent-testing'
import { pageNames } from '../web/page-parts'
import { befriend, startAgent, startDirectory } from './programs-testing'

const ROOT = join(__dirname, '..', '..')
const run = promisify(execFile)
const windows = process.platform === 'win32'

// It packs and installs, which takes half a minute: in a sample by turns.
playedIn(
  test.serial,
  1,
  3,
)(
  'the packed file installs without a network, and has three commands that need nothing but Node',
  async (t) => {
    t.timeout(180_000)
    const folder = mkdtempSync(join(tmpdir(), 'installed-'))
    t.teardown(() => rmSync(folder, { recursive: true, force: true }))
    const source = join(folder, 'source')
    for (const file of ['package.json', 'README.md', 'LICENSE', 'peers/AGENT.md'])
      cpSync(join(ROOT, file), join(source, file), { recursive: true })
    await run(process.execPath, ['-r', 'ts-node/register', 'lab/packing/packing.ts', join(source, 'dist')], {
      cwd: ROOT,
    })
    const shell = { shell: windows }
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: source, ...shell })
    const packed = readdirSync(folder).find((file) => file.endsWith('.tgz'))!
    const there = join(folder, 'there')
    const install = ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', there]
    await run('npm', [...install, join(folder, packed)], { ...shell, cwd: folder })

    const modules = windows ? join(there, 'node_modules') : join(there, 'lib', 'node_modules')
    t.deepEqual(readdirSync(modules), ['secure-p2p-messaging-lab'], 'nothing is installed beside it')
    const own = join(modules, 'secure-p2p-messaging-lab')
    t.deepEqual(readdirSync(own).sort(), ['LICENSE', 'README.md', 'dist', 'package.json', 'peers'])
    t.deepEqual(readdirSync(join(own, 'dist', 'web')).sort(), [...pageNames].sort(), 'and the page')
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const env = { ...process.env, npm_lifecycle_event: '' }
    for (const command of ['p2p', 'p2p-directory', 'p2p-lab']) {
      const typed = windows ? join(there, `${command}.cmd`) : join(there, 'bin', command)
      const asked = async (flag: string) => (await run(typed, [flag], { env, ...shell })).stdout
      t.is(await asked('--version'), `${command} ${version}\n`)
      t.regex(await asked('--help'), new RegExp(`^Usage: ${command} `))
    }

    const [peer, directory] = ['p2p', 'p2p-directory'].map((name) => join(own, 'dist', `${name}.cjs`))
    const programs = { folder, peer: peer!, directory: directory! }
    const { url, program } = await startDirectory(t, programs)
    const [alice, bob] = [
      await startAgent(t, programs, 'alice', url),
      await startAgent(t, programs, 'bob', url),
    ]
    await befriend(alice, bob)
    await alice.ask({ do: 'send', to: 'bob', text: 'as installed' })
    t.is((await bob.until('message')).text, 'as installed')
    await Promise.all([alice, bob, program].map((each) => each.end()))
    await playInstalled(t, folder, join(own, 'dist'))
  },
)

/** A scenario, what is said of it, and code of a defence: all in an empty folder, by somebody who has nothing yet. */
async function playInstalled(t: ExecutionContext, folder: string, dist: string): Promise<void> {
  const [cwd, home] = [join(folder, 'empty'), join(folder, 'home')]
  for (const path of [cwd, home]) mkdirSync(path)
  const user = { HOME: home, USERPROFILE: home, LOCALAPPDATA: home, APPDATA: home }
  const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, ...user }
  const before = filesBelow(dist)
  for (const name of ['xterm', 'linux'])
    t.true(before.includes(join('lab', 'terminals', name)), 'for systems that do not describe terminals')
  const lab = async (...args: string[]) =>
    (await run(process.execPath, [join(dist, 'p2p-lab.cjs'), ...args], { cwd, env })).stdout
  const help = await lab('--help')
  t.notRegex(help, /npm run| -- /)
  t.true(help.includes('p2p-lab scenario all --markdown | p2p-lab matrix README.md'))

  const result = JSON.parse(
    await lab('scenario', 'honest', '--profile', 'hardened', '--runtime', 'processes', '--json'),
  )
  t.deepEqual(
    result.acts.map(({ verdict }: { verdict: string }) => verdict),
    ['PASSED'],
  )
  t.true(result.run.startsWith(home), 'runs are kept among the files of the user')
  const started = JSON.parse(readFileSync(join(result.run, 'history.jsonl'), 'utf8').split('\n')[0]!)
  const built = await build()
  t.deepEqual(started.made, { ...started.made, ...makingOf(built) }, 'as a checkout would have made it')

  t.regex(await lab('doctor'), /^ok +Node /m)
  await lab('report', '--out', 'report.html')
  t.deepEqual(readdirSync(cwd), ['report.html'])
  t.regex(readFileSync(join(cwd, 'report.html'), 'utf8'), /p2p-lab scenario honest --runtime processes/)
  t.regex(await lab('scenario', 'mitm', '--explain'), /function requireExpectedIdentity/)
  t.deepEqual(filesBelow(dist), before, 'nothing is written where it is installed')
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { encoding: 'utf8', recursive: true }).sort()
}
