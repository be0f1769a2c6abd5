import test from 'ava'
import { fingerprint, type Identity } from '../protocol/identity'
import { twins } from '../protocol/twin-identities-testing'
import { acceptKey, type Contacts, keepKey, markVerified, noteIdentity } from './contacts'
import { identitiesToCompare } from './contacts-testing'
import {
  type FriendAction,
  isAllowed,
  refusalOfNamedKey,
  requireAllowed,
  requirePinnedKey,
} from './key-policy'

const none: Contacts = new Map()

/** Nobody is blocked. */
const heard = (contacts: Contacts) => ({ contacts, blocked: new Set<string>() })
const actions: readonly FriendAction[] = ['call', 'converse', 'send', 'offer', 'compare', 'settle']

/** Bob's contact in each state, and the keys it was made of. */
async function states() {
  const [first, second] = await identitiesToCompare()
  const pinned = noteIdentity(none, 'bob', first)
  const verified = markVerified(pinned, 'bob', first)
  const changed = noteIdentity(pinned, 'bob', second)
  const changedAfterVerified = noteIdentity(verified, 'bob', second)
  return { first, second, pinned, verified, changed, changedAfterVerified }
}

function allowedIn(contacts: Contacts): readonly FriendAction[] {
  return actions.filter((action) => isAllowed(heard(contacts), 'bob', action))
}

test('with a key that is known everything is allowed but to settle, and with none nothing', async (t) => {
  const { pinned, verified } = await states()
  t.deepEqual(allowedIn(none), [])
  for (const contacts of [pinned, verified])
    t.deepEqual(allowedIn(contacts), ['call', 'converse', 'send', 'offer', 'compare'])
})

test('while a changed key waits, nothing is allowed but to compare and to settle', async (t) => {
  const { first, second, changed, changedAfterVerified } = await states()
  for (const contacts of [changed, changedAfterVerified])
    t.deepEqual(allowedIn(contacts), ['compare', 'settle'])
  t.deepEqual(allowedIn(keepKey(changed, 'bob')).at(0), 'call')
  t.deepEqual(allowedIn(acceptKey(changed, 'bob', second)).at(0), 'call')
  t.deepEqual(allowedIn(markVerified(changedAfterVerified, 'bob', first)).at(0), 'call')
})

test('what is allowed is not refused, and what is not says what the user can do', async (t) => {
  const { pinned, changed, changedAfterVerified } = await states()
  for (const contacts of [none, pinned, changed])
    for (const action of actions)
      if (isAllowed(heard(contacts), 'bob', action))
        t.notThrows(() => requireAllowed(heard(contacts), 'bob', action))
      else t.throws(() => requireAllowed(heard(contacts), 'bob', action))
  const refusals: [Contacts, FriendAction, string, RegExp][] = [
    [none, 'call', 'UNKNOWN_PEER', /./],
    [none, 'send', 'UNKNOWN_PEER', /^bob is no friend of yours yet: ask with \/add bob/],
    [none, 'compare', 'UNKNOWN_PEER', /^bob is no friend/],
    [none, 'settle', 'UNKNOWN_PEER', /^bob is no friend/],
    [pinned, 'settle', 'BAD_COMMAND', /^The key of bob has not changed\.$/],
    [changed, 'call', 'FINGERPRINT_MISMATCH', /^The key is not the expected one/],
    [changed, 'send', 'FINGERPRINT_MISMATCH', /nothing is sent until you decide, see \/trust bob\.$/],
    [changed, 'offer', 'FINGERPRINT_MISMATCH', /see \/trust bob\.$/],
    [
      changedAfterVerified,
      'send',
      'FINGERPRINT_MISMATCH',
      /compare your safety numbers anew, see \/verify bob\.$/,
    ],
  ]
  for (const [contacts, action, code, message] of refusals)
    t.throws(() => requireAllowed(heard(contacts), 'bob', action), { code, message }, `${action}`)
})

test('with whom is blocked there is no session and nothing is said, whatever is known of the key', async (t) => {
  const { pinned, verified, changed } = await states()
  const blocked = new Set(['bob'])
  for (const [contacts, left] of [
    [none, []],
    [pinned, ['compare']],
    [verified, ['compare']],
    [changed, ['compare', 'settle']],
  ] as const) {
    t.deepEqual(
      actions.filter((action) => isAllowed({ contacts, blocked }, 'bob', action)),
      left,
    )
    for (const action of ['call', 'converse', 'send', 'offer'] as const)
      t.throws(() => requireAllowed({ contacts, blocked }, 'bob', action), {
        code: 'BLOCKED',
        message: 'You have blocked bob: /unblock bob takes it back.',
      })
  }
  t.true(isAllowed({ contacts: pinned, blocked: new Set(['carol']) }, 'bob', 'send'))
})

test('a key that changes at the directory is told once', async (t) => {
  const { first, second, pinned, changed } = await states()
  const refusal = refusalOfNamedKey(pinned, changed, 'bob', second)
  t.like(refusal, { code: 'FINGERPRINT_MISMATCH', message: 'The directory names another key for bob.' })
  t.deepEqual(refusal?.evidence, { name: 'bob', expected: fingerprint(first), seen: fingerprint(second) })
  const again: [Contacts, Contacts, Identity][] = [
    [changed, changed, second],
    [none, pinned, first],
    [pinned, pinned, first],
    [changed, keepKey(changed, 'bob'), first],
  ]
  for (const [before, after, named] of again) t.is(refusalOfNamedKey(before, after, 'bob', named), null)
})

test('what the directory says under another key than the pinned one is not used', async (t) => {
  const { first, second } = await states()
  t.notThrows(() => requirePinnedKey('bob', first, { ...first }))
  const error = t.throws(() => requirePinnedKey('bob', first, second), { code: 'FINGERPRINT_MISMATCH' })
  t.regex(error?.message ?? '', /^The directory shows another key for bob than the one known here/)
  t.like(error, { evidence: { addressOf: 'bob', expected: fingerprint(first), seen: fingerprint(second) } })
})

test('what the directory says under a key that shares a part with the pinned one is not used, and is told', (t) => {
  for (const { alike, one, other } of twins) {
    t.throws(() => requirePinnedKey('bob', one, other), { code: 'FINGERPRINT_MISMATCH' }, alike)
    const before = noteIdentity(none, 'bob', one)
    const after = noteIdentity(before, 'bob', other)
    t.is(refusalOfNamedKey(before, after, 'bob', other)?.code, 'FINGERPRINT_MISMATCH', alike)
  }
})
