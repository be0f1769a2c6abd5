import test from 'ava'
import { type Line, phase, read } from '../history/history-testing'
import { english } from '../language/sentence'
import { containment, unreceived } from './check-containment'

const own = { 'home/contacts': 'c', 'home/journal': 'j' }

function look(of: string, files: Readonly<Record<string, string>>): Line {
  const list = Object.entries(files).map(([path, sha256]) => ({ path, sha256 }))
  return ['lab', { event: 'files', of, files: list }]
}

const sends = (from: string, to: string, sha256: string): Line => [
  'lab',
  { event: 'step', do: 'send-file', from, to, name: 'notes.txt', sha256 },
]

function over(...lines: Line[]) {
  const history = phase('attack', lines)
  return read(containment(history, history))
}

test('holds where nothing is looked at, and where nothing has changed', (t) => {
  t.is(over().why, 'nobody keeps files')
  t.true(over(look('alice', own), look('alice', own)).holds)
})

test('holds with files in the inbox, and with what the program keeps for itself', (t) => {
  const after = {
    ...{ 'home/contacts': 'c2', 'home/journal': 'j2', [`home/partial/${'0a'.repeat(16)}`]: 'p' },
    ...{ [`home/history/${'0b'.repeat(16)}`]: 'h' },
    ...{ 'files/inbox/a': '1', 'files/inbox/sub/b': '2' },
  }
  const finding = over(look('alice', own), look('alice', after))
  t.deepEqual(finding, {
    property: 'containment',
    holds: true,
    why: '2 files were received, all in the inbox',
  })
})

test('falls with a new file anywhere else', (t) => {
  for (const path of [
    ...[
      'x',
      '.profile',
      'files/x',
      'files/inboxes/x',
      'home/x',
      'home/journal2',
      'home/partial/x',
      'home/history/x',
      'inbox/x',
    ],
    ...['documents/x', '../x', 'files/inbox'],
  ]) {
    const { holds, why } = over(look('alice', own), look('alice', { ...own, [path]: 'x' }))
    t.false(holds, path)
    t.is(why, `outside of its inbox, alice has a new file ${JSON.stringify(path)}`)
  }
})

test('falls with a file that changes or goes, wherever it was looked at last', (t) => {
  const before = { ...own, 'home/identity': 'i' }
  t.is(
    over(look('alice', before), look('alice', before), look('alice', { ...own, 'home/identity': 'm' })).why,
    'outside of its inbox, alice has a changed file "home/identity"',
  )
  t.is(
    over(look('alice', before), look('alice', own)).why,
    'outside of its inbox, alice has lost the file "home/identity"',
  )
})

test('each node is compared with itself', (t) => {
  t.true(over(look('alice', own), look('bob', { x: '1' }), look('alice', own), look('bob', { x: '1' })).holds)
  t.false(over(look('alice', own), look('bob', {}), look('alice', own), look('bob', { x: '1' })).holds)
})

test('a document of the user who sends it is the user’s own, and nobody else’s', (t) => {
  const after = look('bob', { 'documents/notes.txt': 'n' })
  t.true(over(look('bob', {}), sends('bob', 'alice', 'n'), after).holds)
  t.false(over(look('bob', {}), sends('bob', 'alice', 'other'), after).holds)
  t.false(over(look('bob', {}), sends('alice', 'bob', 'n'), after).holds)
})

test('so is one that is offered to the attacker', (t) => {
  const offers = (from: string, sha256: string): Line => [
    'lab',
    { event: 'step', do: 'offer-file', from, name: 'film.txt', bytes: 1, sha256 },
  ]
  const after = look('bob', { 'documents/film.txt': 'n' })
  t.true(over(look('bob', {}), offers('bob', 'n'), after).holds)
  t.false(over(look('bob', {}), offers('bob', 'other'), after).holds)
  t.false(over(look('bob', {}), offers('alice', 'n'), after).holds)
})

test('a file that was sent is received when it is in the inbox of whom it was for', (t) => {
  const sent = sends('bob', 'alice', 'n')
  const received = (...lines: Line[]) => {
    const lost = unreceived(phase('before', [sent, ...lines]))
    return lost && english(lost.why)
  }
  t.false(received(look('alice', { 'files/inbox/notes (2).txt': 'n' })))
  for (const lines of [
    [],
    [look('alice', own)],
    [look('alice', { 'files/notes.txt': 'n' })],
    [look('alice', { 'files/inbox/notes.txt': 'other' })],
    [look('bob', { 'files/inbox/notes.txt': 'n' })],
    [look('alice', { 'files/inbox/notes.txt': 'n' }), look('alice', own)],
  ]) {
    t.is(received(...lines), 'the file "notes.txt" of bob did not reach alice')
  }
})
