/** The lab's messenger as the lab runs it: a program that reads commands and says events, with a real directory. */

import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { renderRows } from '../../lab/run/screen'
import { bundleOf } from '../../lab/suite/programs-testing'
import { scenarios } from '../../scenarios/catalogue'
import { bundle, Program, type Programs, startDirectory } from '../cli/programs-testing'
import { fingerprint, publicIdentity } from '../protocol/identity'

type Test = Parameters<typeof bundle>[0]

function bundleMessenger(t: Test): Programs & { readonly messenger: string } {
  return { ...bundle(t), messenger: bundleOf('peers/lab/lab-messenger.ts') }
}

/** Starts the messenger of a user who is registered, reachable and nobody's friend. */
async function start(
  t: Test,
  { folder, messenger }: ReturnType<typeof bundleMessenger>,
  directory: string,
  name: string,
  profile = 'hardened',
) {
  const data = join(folder, name)
  const args = ['--name', name, '--profile', profile, '--listen', '127.0.0.1:0']
  const program = new Program(t, messenger, [...args, '--directory', directory, '--data', data])
  await program.until('ready')
  const { port } = program.of('listening')[0]!
  await program.ask({ do: 'register', directory, name, password: 'long enough' })
  await program.ask({ do: 'publish', host: '127.0.0.1', port })
  return { program, data }
}

/** @returns what stands on a program's screen, rows joined as they were broken. */
async function screenOf({ events }: Program): Promise<string> {
  const rows = await renderRows(events.flatMap((line) => (line.event === 'screen' ? [line.bytes] : [])))
  return rows.join('\n').replaceAll('\n      | ', ' ')
}

test('two friends call, write, send a file and say goodbye, and no session opens but when it is told to', async (t) => {
  t.timeout(120_000)
  const programs = bundleMessenger(t)
  const { url } = await startDirectory(t, programs)
  const [alice, bob] = await Promise.all([start(t, programs, url, 'alice'), start(t, programs, url, 'bob')])
  t.is((await alice.program.ask({ do: 'add-friend', name: 'bob' })).status, 'requested')
  t.is((await bob.program.ask({ do: 'add-friend', name: 'alice' })).status, 'accepted')
  for (const { program } of [alice, bob]) await program.ask({ do: 'friends' })
  t.deepEqual((await alice.program.ask({ do: 'friends' })).friends, ['bob'])
  t.is(alice.program.of('opened').length, 0)

  await t.throwsAsync(alice.program.ask({ do: 'send', to: 'bob', text: 'too early' }))
  await alice.program.ask({ do: 'connect', to: 'bob' })
  await alice.program.ask({ do: 'send', to: 'bob', text: 'hello, over there' })
  const { session } = alice.program.of('connected')[0]!
  t.like(alice.program.of('sent'), [{ session, to: 'bob', text: 'hello, over there' }])
  const delivered = await bob.program.until('delivered')
  const connected = bob.program.of('connected')[0]!
  t.like(connected, { peer: 'alice', fingerprint: alice.program.of('ready')[0]!.fingerprint })
  t.like(delivered, { session: connected.session, from: 'alice', text: 'hello, over there' })

  await bob.program.ask({ do: 'send-file', to: 'alice', name: 'notes.txt', text: 'what is in it' })
  t.is(readFileSync(join(alice.data, 'files', 'inbox', 'notes.txt'), 'utf8'), 'what is in it')

  await alice.program.ask({ do: 'close', to: 'bob' })
  for (const { program } of [alice, bob]) t.like(await program.until('closed'), { clean: true })
  for (const { program } of [alice, bob]) await program.ask({ do: 'ping' })
  t.true((await screenOf(bob.program)).includes('<alice -> bob> hello, over there'))
  t.true((await screenOf(alice.program)).includes('bob offers a file of 13 bytes: notes.txt'))
  t.false((await screenOf(bob.program)).includes('too early'))

  await alice.program.ask({ do: 'write', to: 'bob', text: 'for when you are back' })
  await alice.program.ask({ do: 'take', name: 'bob' })
  await alice.program.ask({ do: 'connect', to: 'bob' })
  await alice.program.ask({ do: 'send', to: 'bob', text: 'again' })
  await bob.program.until('delivered', 3)
  t.deepEqual(
    bob.program.of('delivered').map(({ text }) => text),
    ['hello, over there', 'for when you are back', 'again'],
  )
  await alice.program.ask({ do: 'write-letters', to: 'bob', letters: 2, bytes: 100 })
  await bob.program.until('delivered', 5)
  await alice.program.ask({ do: 'offer-file', to: 'bob', name: 'film.txt', text: 'frame', bytes: 1_000 })
  t.is(statSync(join(alice.data, 'documents', 'film.txt')).size, 1_000)
  // The next start is tried beside this run, and leaves nothing behind.
  await alice.program.ask({ do: 'rehearse-start' })
  t.deepEqual(readdirSync(alice.data).sort(), ['documents', 'files', 'home'])
  await alice.program.ask({ do: 'send', to: 'bob', text: 'still there' })
  t.is((await bob.program.until('delivered', 6)).text, 'still there')
  await Promise.all([alice.program.end(), bob.program.end()])
  for (const { program } of [alice, bob]) t.is(program.process.exitCode, 0)
})

test('a thief is given the keys; a profile that is another program’s, and a command that is, are refused', async (t) => {
  t.timeout(120_000)
  const programs = bundleMessenger(t)
  const { url } = await startDirectory(t, programs)
  const args = ['--name', 'a', '--listen', '127.0.0.1:0', '--directory', url, '--data', programs.folder]
  const other = new Program(t, programs.messenger, [...args, '--profile', 'plaintext'])
  await other.until('exited')
  const [, listed = ''] = /Usage: .* one of ([\w, -]+)/.exec(other.errors.split('Error: ').at(-1)!) ?? []
  const played = scenarios.filter(({ program }) => program === 'messenger')
  const names = new Set(played.flatMap(({ acts }) => acts.map(({ profile }) => profile)))
  t.deepEqual(listed.split(', ').sort(), [...names].sort())
  const { program } = await start(t, programs, url, 'carol')
  const { signing, wrapping } = await program.ask({ do: 'surrender', what: 'identity' })
  const [first, second] = [signing, wrapping].map((der) =>
    createPrivateKey({ key: Buffer.from(String(der), 'base64'), format: 'der', type: 'pkcs8' }),
  )
  const stolen = publicIdentity({ signing: first!, wrapping: second! })
  t.is(fingerprint(stolen), program.of('ready')[0]!.fingerprint)
  await t.throwsAsync(program.ask({ do: 'enrol' }), { message: /does not do enrol/ })
  await program.end()
})
