/** A directory, and those who use it, held against section 9: what is honest departs from nothing, and each careless change is named. */

import test from 'ava'
import { address, newIdentity, registration } from '../../directory/directory-testing'
import { signLogin } from '../../peers/protocol/statements'
import type { HistoryEvent } from '../history/events'
import { playedIn } from '../suite/extent-testing'
import { departures } from './conformance'
import { Knowledge } from './knowledge'
import { oneTimeCode } from './one-time-code'
import type { Change } from './planted-testing'
import { HOUR, type PlayedDirectory, type PlayedUser, playedDirectory } from './played-directory-testing'

const MINUTE = 60_000
/** For each change a program is bundled and a story played: a sample has each so-many-th. */
const EVERY_CHANGE = 4
const SECOND = '[2001:db8::7]:25000'

/** Everything is asked for that a directory has to refuse. */
async function askForMore(played: PlayedDirectory): Promise<void> {
  const { alice, bob, now, pass } = played
  await alice.call('bob')
  const counter = now() + 10
  const bobs = (change: object = {}) =>
    address(bob.identity, { name: 'bob', counter, expires: now() + HOUR, ...change })
  await bob.request('PUT', '/address', bobs())
  for (const wrong of [
    bobs({ counter: counter - 3 }),
    bobs({ counter: counter + 1, expires: now() - MINUTE }),
    bobs({ counter: counter + 2, expires: now() + 8 * 24 * HOUR }),
    bobs({ counter: counter + 3, name: 'alice' }),
    { ...bobs({ counter: counter + 4 }), port: 9 },
    { ...bobs({ counter: counter + 5, also: SECOND }), also: '[2001:db8::8]:25000' },
    { ...bobs({ counter: counter + 6 }), also: SECOND },
    bobs({ counter: counter + 7, also: '[home.example]:25000' }),
  ])
    await bob.request('PUT', '/address', wrong)
  await bob.request('PUT', '/address', bobs({ counter: counter + 10, also: SECOND }))
  await alice.request('GET', '/get_ip?name=bob')
  await asStranger(played)
  await logInTooOften(alice)
  await sendCodesTwice(alice, now)
  const late = await signed(alice)
  pass(2 * MINUTE)
  await alice.request('POST', '/login', late)
  const carol = newIdentity()
  await alice.request('POST', '/register', { ...registration('eve', carol), name: 'evil' })
  pass(2 * HOUR)
  await alice.request('GET', '/get_ip?name=bob')
  pass(24 * HOUR)
  await alice.request('GET', '/friends')
}

async function asStranger({ alice, now }: PlayedDirectory): Promise<void> {
  const carol = newIdentity()
  const { token = '' } = await alice.request('POST', '/register', registration('carol', carol))
  await fetchAs(alice, token, address(carol, { name: 'carol', counter: 1, expires: now() + HOUR }))
  await alice.request('POST', '/add_friend', { name: 'carol' })
  await alice.request('GET', '/get_ip?name=carol')
  await alice.request('GET', '/friends')
}

async function fetchAs(alice: PlayedUser, token: string, record: object): Promise<void> {
  await alice.request('PUT', '/address', record, token)
}

async function signed({ identity, request }: PlayedUser, name = 'alice') {
  const { challenge = '' } = await request('POST', '/login/challenge', { name })
  const signature = signLogin(identity.signing, { server: 'http://directory:8440', name: 'alice', challenge })
  return { name: 'alice', challenge, signature }
}

async function logInTooOften(alice: PlayedUser): Promise<void> {
  const right = await signed(alice)
  await alice.request('POST', '/login', right)
  await alice.request('POST', '/login', right)
  await alice.request('POST', '/login', await signed(alice, 'bob'))
  const { challenge = '' } = await alice.request('POST', '/login/challenge', { name: 'alice' })
  const elsewhere = { server: 'http://relay:8440', name: 'alice', challenge }
  await alice.request('POST', '/login', {
    name: 'alice',
    challenge,
    signature: signLogin(alice.identity.signing, elsewhere),
  })
}

async function sendCodesTwice(alice: PlayedUser, now: () => number): Promise<void> {
  const { secret = '' } = await alice.request('POST', '/totp')
  const code = (steps: number) => oneTimeCode(secret, now(), steps)
  await alice.request('POST', '/totp/confirm', { code: code(-3) })
  await alice.request('POST', '/totp/confirm', { code: code(0) })
  const logIn = (code: string) =>
    alice.request('POST', '/login', { name: 'alice', password: 'correct horse', code })
  await logIn(code(1))
  await logIn(code(1))
  await logIn(code(-3))
}

test('an honest directory and its users depart from nothing, whatever is asked', async (t) => {
  t.deepEqual(departures(await playedDirectory({}, askForMore)), [])
})

const ofDirectory: readonly (readonly [what: string, rule: string, ...Change])[] = [
  [
    'a challenge lives an hour',
    '9-20',
    'users/challenges.ts',
    'const LIFETIME = 60_000',
    'const LIFETIME = 3_600_000',
  ],
  [
    'a challenge never ends',
    '9-20',
    'users/challenges.ts',
    'bytes.readUIntBE(0, EXPIRY_BYTES) > now',
    'bytes.readUIntBE(0, EXPIRY_BYTES) > 0',
  ],
  [
    'a challenge serves twice',
    '9-20',
    'users/challenges.ts',
    " && !this.#used.has(bytes.toString('base64'))",
    '',
  ],
  ['a challenge is for anybody', '9-20', 'users/challenges.ts', 'update(head).update(name)', 'update(head)'],
  ['a login for any server', '9-21', 'users/accounts.ts', '|| !fits.includes(true)', ''],
  [
    'an older address replaces a newer one',
    '9-6',
    'users/addresses.ts',
    'record.counter <= last)',
    'record.counter < last - 5)',
  ],
  [
    'an address that has expired',
    '9-5',
    'users/addresses.ts',
    'record.expires <= now ||',
    'record.expires <= now - 86_400_000 ||',
  ],
  ['an address for ten days', '9-5', 'users/addresses.ts', 'LONGEST_LIFE = 7 *', 'LONGEST_LIFE = 10 *'],
  [
    'an address of somebody else',
    '9-4',
    'users/addresses.ts',
    "if (record.name !== name) throw new Refusal('NOT_YOURS')",
    '',
  ],
  [
    'an address that nobody has signed',
    '9-1',
    'users/defences.ts',
    "if (!verifyAddress(owner, record)) throw new Refusal('BAD_SIGNATURE')",
    'void verifyAddress(owner, record)',
  ],
  [
    'an expired address is given',
    '9-5',
    'users/addresses.ts',
    'WHERE name = ? AND expires > ?`,\n    [friend, now]',
    'WHERE name = ? AND expires > ?`,\n    [friend, 0]',
  ],
  ['a token for ten days', '9-24', 'users/tokens.ts', 'LIFETIME = 24 *', 'LIFETIME = 240 *'],
  ['a token never ends', '9-24', 'users/tokens.ts', '[hashOf(token), now])', '[hashOf(token), 0])'],
  ['a code of three steps before', 'api', 'users/totp.ts', 'window: 1', 'window: 4'],
  ['a code serves twice', 'api', 'users/defences.ts', 'return step > last', 'return step >= last'],
  [
    'a token of eight random bytes',
    '9-24',
    'users/tokens.ts',
    "randomBytes(32).toString('base64url')",
    "Buffer.concat([randomBytes(8), Buffer.alloc(24)]).toString('base64url')",
  ],
  [
    'a challenge in which nothing is random',
    '9-20',
    'users/challenges.ts',
    'Buffer.concat([head, this.#tag(head, name)])',
    'Buffer.concat([head.fill(0, EXPIRY_BYTES), Buffer.alloc(16)])',
  ],
  [
    'a secret of four random bytes',
    'api',
    'users/totp.ts',
    'randomBytes(SECRET_BYTES)',
    'Buffer.concat([randomBytes(4), Buffer.alloc(SECRET_BYTES - 4)])',
  ],
  [
    'recovery codes that differ in their beginning',
    'api',
    'users/totp.ts',
    'randomBytes(RECOVERY_BYTES)',
    'Buffer.concat([randomBytes(3), Buffer.alloc(RECOVERY_BYTES - 3)])',
  ],
  ['an open request may find', 'api', 'users/friends.ts', '?.accepted === 1', ' !== undefined'],
  ['an open request is a friend', 'api', 'users/friends.ts', 'WHERE accepted = 1 AND (asker', 'WHERE (asker'],
  [
    'a registration without a proof',
    '9-19',
    'users/accounts.ts',
    "if (!verifyRegistration(request.name, identity, request.proof)) throw new Refusal('BAD_PROOF')",
    'void verifyRegistration(request.name, identity, request.proof)',
  ],
  [
    'an answer with more in it',
    'api',
    'users/addresses.ts',
    'answer: { observed },',
    'answer: { observed, name },',
  ],
  ['a second address that is not handed on', '9-4', 'users/addresses.ts', "...(also !== '' && { also })", ''],
  [
    'a token that a user has is refused',
    'api',
    'users/tokens.ts',
    'if (name === undefined)',
    'if (name === undefined || now % 2 < 2)',
  ],
]

for (const [n, [what, rule, file, from, to]] of ofDirectory.entries()) {
  const byTurns = playedIn(test, n, EVERY_CHANGE)
  byTurns(`a directory: ${what}`, async (t) => {
    const directory: Change = [`directory/${file}`, from, to]
    const act: HistoryEvent[] = []
    // Who gets no answer that they can take goes no further.
    await playedDirectory({ directory }, askForMore, act).catch(() => {})
    const rules = departures(act).flatMap((one) => (one.node === 'directory' ? [one.rule] : []))
    t.true(rules.includes(rule), rules.join(' '))
  })
}

/** A directory that lies to Alice about where Bob is, and by which keys. */
async function believeAll({ alice, bob, now, pass, lie, note }: PlayedDirectory): Promise<void> {
  const stranger = registration('bob', newIdentity()).identity
  const call = () => alice.call('bob').catch(() => {})
  const old = address(bob.identity, { name: 'bob', counter: 7, expires: now() + HOUR })
  const says = (record: object) =>
    lie((path, json: object) => (path.startsWith('/get_ip') ? { ...json, record } : json))
  await call()
  const expired = address(bob.identity, { name: 'bob', counter: now() + 9, expires: now() - HOUR })
  for (const record of [old, { ...old, counter: now() + 5 }, expired]) {
    says(record)
    await call()
  }
  lie((path, json: { friends: object[] }) =>
    path === '/friends' ? { ...json, friends: [{ name: 'bob', identity: stranger }] } : json,
  )
  await alice.account.friends()
  await call()
  note({ event: 'step', do: 'account', by: 'alice', what: 'keep', friend: 'bob' })
  await alice.account.keep('bob')
  lie((_path, json) => json)
  await call()
  pass(MINUTE)
  await alice.account.publish('alice', 25_000)
  await alice.account.publish('alice', 25_000)
  await alice.account.publish('auto', 25_000, SECOND)
}

const ofPeers: readonly (readonly [what: string, rule: string, ...Change])[] = [
  [
    'an address that has expired is taken',
    '9-5',
    'directory/address-check.ts',
    'record.expires <= now)',
    'record.expires <= now - 86_400_000)',
  ],
  [
    'an older address is taken',
    '9-6',
    'directory/address-check.ts',
    'record.counter < lastCounter)',
    'record.counter < 0)',
  ],
  [
    'an address that the friend has not signed',
    '9-4',
    'directory/address-check.ts',
    'if (!isSigned(pinned, record))',
    'if (!record)',
  ],
  [
    'whose key has changed may be called',
    '5.7-4',
    'contacts/key-policy.ts',
    "changed: ['compare', 'settle']",
    "changed: ['compare', 'settle', 'send', 'call']",
  ],
  [
    'a counter that does not rise',
    '9-6',
    'home/contacts-file.ts',
    'Math.max(kept.ownCounter + 1, now)',
    '1_000',
  ],
  [
    'an address for a month',
    '9-5',
    'directory/directory-account.ts',
    'ADDRESS_LIFETIME = 24 *',
    'ADDRESS_LIFETIME = 720 *',
  ],
  [
    'a second address that is not signed',
    '9-1',
    'protocol/statements.ts',
    '...(record.also === undefined ? [] : [field(record.also)]),',
    '',
  ],
]

test('what a program tells before its clock was put forward is of before', (t) => {
  const stamp = { at: 5, act: 'act', phase: null, node: 'directory' } as const
  const answer = { ...stamp, event: 'answered', remote: 'x:1', status: 200, code: null } as const
  const act: HistoryEvent[] = [
    { ...stamp, number: 1, node: 'lab', event: 'step', do: 'pass-time', for: ['directory'], minutes: 2 },
    { ...answer, number: 2 },
    { ...stamp, number: 3, event: 'done', id: 1 },
    { ...answer, number: 4 },
  ]
  const knowledge = new Knowledge(act)
  t.deepEqual(
    act.map((event) => knowledge.clockAt(event)),
    [5, 5, 5 + 2 * MINUTE, 5 + 2 * MINUTE],
  )
})

/** @returns the rules that Alice departs from. */
async function ofAlice(story: (played: PlayedDirectory) => Promise<unknown>): Promise<string[]> {
  const act = await playedDirectory({ position: 'directory' }, story)
  return departures(act).flatMap(({ node, rule }) => (node === 'alice' ? [rule] : []))
}

/** Whoever asks for Bob's address is told one at this host, signed by him. */
function answersWith({ bob, now, lie }: PlayedDirectory, host: string, also?: string): void {
  const place = { host, port: 25, ...(also !== undefined && { also }) }
  const record = address(bob.identity, { name: 'bob', counter: now(), expires: now() + HOUR, ...place })
  lie((path, json: object) => (path.startsWith('/get_ip') ? { ...json, record } : json))
}

test('a user calls where a friend may be called, at the port that the friend signed', async (t) => {
  const at = (host: string, remote: string, directory = '127.0.0.1') =>
    ofAlice(async (played) => {
      const { alice, note } = played
      note({ event: 'listening', service: 'directory', host: directory, port: 8440 }, 'directory')
      note({ event: 'listening', service: 'alice', host: '0.0.0.0', port: 25_000 }, 'alice')
      answersWith(played, host)
      await alice.call('bob', remote)
    })
  t.deepEqual(await at('127.0.0.1', '127.0.0.1:25'), [])
  t.deepEqual(await at('bob', '192.0.2.7:25'), [])
  t.deepEqual(await at('127.0.0.1', '127.0.0.1:26'), ['9.2-3'])
  t.deepEqual(await at('127.0.0.1', '127.0.0.1:25000'), [], 'where somebody of the run listens a name leads')
  t.deepEqual(await at('0.0.0.0', '127.0.0.1:25'), ['9.2-5'])
  t.deepEqual(await at('127.0.0.1', '127.0.0.1:25', '0.0.0.0'), ['9.2-6'])
  t.deepEqual(await at('bob', '127.0.0.1:25', '192.0.2.1'), ['9.2-6'])
  t.deepEqual(await at('192.168.1.1', '192.168.1.1:25'), ['9.2-7'])
})

test('a user calls at the second address and its port, where both may be called', async (t) => {
  const at = (also: string, remote: string) =>
    ofAlice(async (played) => {
      played.note({ event: 'listening', service: 'directory', host: '192.0.2.1', port: 8440 }, 'directory')
      answersWith(played, '192.0.2.7', also)
      await played.alice.call('bob', remote)
    })
  t.deepEqual(await at('[2001:db8::7]:26', '2001:db8::7:26'), [])
  t.deepEqual(await at('[2001:db8:0::7]:26', '2001:db8::7:26'), [], 'however it is written')
  t.deepEqual(await at('[2001:db8::7]:26', '192.0.2.7:25'), [])
  t.deepEqual(await at('[2001:db8::7]:26', '2001:db8::7:25'), ['9.2-3'])
  t.deepEqual(await at('[2001:db8::7]:26', '192.0.2.7:26'), ['9.2-3'])
  for (const near of ['::', '::1', 'fd00::1', 'fe80::1'])
    t.deepEqual(await at(`[${near}]:26`, '192.0.2.7:25'), ['9.2-13'], near)
})

test('a user publishes a second address at which everybody may call, beside a host that is left to the directory', async (t) => {
  const publishes = (host: string, also: string) =>
    ofAlice(({ alice }) => alice.account.publish(host, 25, also))
  t.deepEqual(await publishes('auto', SECOND), [])
  t.deepEqual(await publishes('home.example', SECOND), ['9-34'])
  for (const near of ['fd00::1', 'fe80::1', '::1', 'ff02::1', '64:ff9b::a00:1'])
    t.deepEqual(await publishes('auto', `[${near}]:25`), ['9-34'], near)
})

test('what may be called is not refused as too near', async (t) => {
  const refused = (host: string, also?: string) =>
    ofAlice(async (played) => {
      const { alice, note } = played
      note({ event: 'listening', service: 'directory', host: '127.0.0.1', port: 8440 }, 'directory')
      answersWith(played, host, also)
      await alice.account.locate('bob')
      const evidence = { name: 'bob', flaw: 'too-near' }
      note({ event: 'alarm', session: null, code: 'BAD_ADDRESS_RECORD', message: '', evidence }, 'alice')
    })
  t.deepEqual(await refused('192.0.2.7'), ['9.2-10'])
  t.deepEqual(await refused('127.0.0.1'), ['9.2-10'])
  t.deepEqual(await refused('192.0.2.7', SECOND), ['9.2-10'])
  t.deepEqual(await refused('192.0.2.7', '[fd00::1]:25'), [])
  for (const near of ['0.0.0.0', '10.1.2.3', 'bob']) t.deepEqual(await refused(near), [], near)
})

test('a friend is who has the pinned key, and nobody else', async (t) => {
  const event = { event: 'connected', session: 's', peer: 'bob', fingerprint: 'f', own: 'o' }
  t.deepEqual(await ofAlice(async ({ note }) => note(event, 'alice')), ['5.7-2'])
})

test('nobody is called or let in whom the user never asked for', async (t) => {
  const connected = { event: 'connected', session: 's', peer: 'eve', fingerprint: 'f', own: 'o' }
  const opened = { event: 'opened', session: 's', role: 'initiator', calls: 'eve' }
  for (const event of [connected, opened]) {
    t.deepEqual(await ofAlice(async ({ note }) => note(event, 'alice')), ['9.1-1'])
  }
})

test('a messenger looks its own name up each time that it asks', async (t) => {
  const asks = (looksUp: boolean) =>
    ofAlice(async ({ alice, note }) => {
      note({ event: 'screen', bytes: '' }, 'alice')
      // As it was asked for when the two became friends.
      for (let times = 0; times < 2; times += 1) {
        if (looksUp) await alice.account.recordOfAnother()
        await alice.account.friends()
      }
    })
  t.deepEqual(await asks(false), ['9-15'])
  t.deepEqual(await asks(true), ['9-15'], 'the first time, before there was anything to look up')
})

test('honest users of a directory that lies depart from nothing', async (t) => {
  t.deepEqual(departures(await playedDirectory({ position: 'directory' }, believeAll)), [])
})

for (const [n, [what, rule, file, from, to]] of ofPeers.entries()) {
  const byTurns = playedIn(test, n, EVERY_CHANGE)
  byTurns(`a user’s program: ${what}`, async (t) => {
    const act: HistoryEvent[] = []
    await playedDirectory(
      { peers: [`peers/${file}`, from, to], position: 'directory' },
      believeAll,
      act,
    ).catch(() => {})
    const rules = departures(act).flatMap((one) => (one.node === 'directory' ? [] : [one.rule]))
    t.true(rules.includes(rule), rules.join(' '))
  })
}
