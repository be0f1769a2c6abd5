import test, { type ExecutionContext } from 'ava'
import { DirectoryClient } from '../peers/directory/client'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { heardFrom } from '../peers/messenger/messenger-testing'
import { identityOf } from '../peers/session/peer-testing'
import { keepAnyFriend } from '../peers/weakened/keep-any-friend'
import { deceived } from './lying-directory-testing'
import { phantomFriends } from './phantom-friends'

/** Bob and Alice ask the directory, and Mallory calls. @returns Alice. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>) {
  const { alice, mallory, askedBy } = await deceived(t, phantomFriends, options)
  const bob = new DirectoryClient(await askedBy('bob'))
  await bob.register('bob', 'a password', await identityOf('bob'))
  await bob.friends()
  await alice.messenger.refresh()
  await phantomFriends.launch!(mallory)
  return alice
}

test('of a thousand made-up friends none is kept, and none is let in', async (t) => {
  const alice = await struck(t, {})
  t.deepEqual(
    alice.messenger.friends().map(({ name }) => name),
    ['bob', 'mallory'],
  )
  t.is(alice.messenger.requests().unasked.length, 990)
  t.is(alice.of('notice').length, 1)
  t.deepEqual(heardFrom(alice, 'b0b'), [])
})

test('where the directory says who is a friend, all are kept, and one of them speaks', async (t) => {
  const alice = await struck(t, { isWanted: keepAnyFriend })
  // Bob, Mallory, the one who calls, and those of two answers.
  t.is(alice.messenger.friends().length, 3 + 2 * 989)
  t.deepEqual(heardFrom(alice, 'b0b'), ['It is me, on a new phone. What was the code again?'])
})
