/** A lost home and a directory that was set up anew, on the real programs. */

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { befriend, bundle, Program, startAgent, startDirectory } from './programs-testing'

/** Each starts programs several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 3)

inTurn(0)(
  'an empty home takes the name over with its password: the earlier key is out, the friend is told and decides',
  async (t) => {
    t.timeout(120_000)
    const programs = bundle(t)
    const { url } = await startDirectory(t, programs)
    const [alice, bob] = await Promise.all([
      startAgent(t, programs, 'alice', url),
      startAgent(t, programs, 'bob', url),
    ])
    await befriend(alice, bob)
    const fromEmptyHome = (...more: string[]) => {
      const home = join(programs.folder, 'new')
      const args = ['--home', home, '--name', 'alice', '--directory', url, '--listen', '127.0.0.1:0']
      return new Program(t, programs.peer, ['agent', ...args, ...more])
    }
    // A script takes no name over by mistake.
    const refused = fromEmptyHome()
    await refused.exited
    t.regex(refused.errors, /This name is taken/)
    const fresh = fromEmptyHome('--new-key')
    await fresh.until('ready')
    await bob.ask({ do: 'refresh' })
    const { seen } = await bob.until('key-changed')
    t.is(seen, fresh.of('ready')[0]!.fingerprint)
    await t.throwsAsync(alice.ask({ do: 'refresh' }), { message: /does not take this key for alice/ })
    await t.throwsAsync(bob.ask({ do: 'send', to: 'alice', text: 'secret' }))
    await bob.ask({ do: 'trust', with: 'alice', key: 'new' })
    await fresh.ask({ do: 'add', name: 'bob' })
    await fresh.until('online')
    await bob.ask({ do: 'send', to: 'alice', text: 'welcome back' })
    t.is((await fresh.until('message')).text, 'welcome back')
    t.deepEqual(alice.of('message'), [])
  },
)

inTurn(1)(
  'a directory that was set up anew: the messenger says so, registers again and asks its contacts',
  async (t) => {
    t.timeout(120_000)
    const programs = bundle(t)
    const before = await startDirectory(t, programs)
    const { url } = before
    const [alice, bob] = await Promise.all([
      startAgent(t, programs, 'alice', url),
      startAgent(t, programs, 'bob', url),
    ])
    await befriend(alice, bob)
    await before.program.end()
    rmSync(join(programs.folder, 'directory'), { recursive: true })
    await startDirectory(t, programs, Number(new URL(url).port))
    for (const each of [alice, bob])
      await t.throwsAsync(each.ask({ do: 'refresh' }), { message: /it was set up anew .* \/register/ })
    const password = 'another password'
    for (const each of [alice, bob]) t.deepEqual(await each.ask({ do: 'register', password }), { asked: 1 })
    const { friends } = await bob.ask({ do: 'friends' })
    t.deepEqual([friends[0].name, friends[0].trust], ['alice', 'pinned'])
    await bob.ask({ do: 'send', to: 'alice', text: 'here again' })
    t.is((await alice.until('message')).text, 'here again')
  },
)
