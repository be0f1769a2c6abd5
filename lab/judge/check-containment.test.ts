import test, { type ExecutionContext } from 'ava'
import { type Line, phase, read } from '../history/history-testing'
import { english } from '../language/typed'
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

/** It falls for this reason, and rests on the last look. */
function fallsAtTheEnd(t: ExecutionContext, looks: readonly Line[], why: string): void {
  const history = phase('attack', looks)
  const found = containment(history, history)
  t.like(found, { property: 'containment', holds: false })
  t.is(english(found.why), why)
  t.deepEqual(
    found.evidence.map(({ number }) => number),
    [history.at(-1)!.number],
  )
}

test('holds where nothing is looked at, and where nothing has changed', (t) => {
  t.is(over().why, 'nobody keeps files')
  t.true(over(look('alice', own), look('alice', own)).holds)
})

test('holds with files in the inbox, and with what the program keeps for itself', (t) => {
  const after = {
    ...{ 'home/contacts': 'c2', 'home/journal': 'j2', [`home/partial/${'0a'.repeat(16)}`]: 'p' },
    ...{ [`home/history/${'0b'.repeat(16)}`]: 'h' },
    // A new one, before it takes the place of the old.
    ...{ 'home/contacts.0123456789ab.tmp': 'c3', 'home/journal.abcdefabcdef.tmp': 'j3' },
    ...{ 'files/inbox/a': '1', 'files/inbox/b': '2' },
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
      'home/journal.tmp',
      'home/contacts.0123456789ab.tmp2',
      'home/x.0123456789ab.tmp',
      'home/partial/x',
      'home/history/x',
      'inbox/x',
    ],
    ...['documents/x', '../x', 'files/inbox'],
  ]) {
    const { holds, why } = over(look('alice', own), look('alice', { ...own, [path]: 'x' }))
    t.false(holds, path)
    t.is(why, `outside of the inbox of Alice there is a new file, “${path}”`)
  }
})

test('falls with a file that changes or goes, wherever it was looked at last', (t) => {
  const before = { ...own, 'home/identity': 'i' }
  t.is(
    over(look('alice', before), look('alice', before), look('alice', { ...own, 'home/identity': 'm' })).why,
    'outside of the inbox of Alice a file was changed, “home/identity”',
  )
  t.is(
    over(look('alice', before), look('alice', own)).why,
    'outside of the inbox of Alice a file is gone, “home/identity”',
  )
})

test('falls with a file of the inbox that changes or goes', (t) => {
  const before = { 'files/inbox/a': '1' }
  const afters: Readonly<Record<string, string>>[] = [{ 'files/inbox/a': '2' }, {}]
  for (const after of afters)
    t.is(
      over(look('alice', before), look('alice', after)).why,
      'in the inbox of Alice, the file “files/inbox/a” is not any more what it was',
    )
})

test('falls with a name in the inbox that is none on every system', (t) => {
  const wrong = [
    'sub/b',
    '..\\b',
    'a:b',
    '.b',
    ' b',
    'b.',
    'NUL',
    'com1.txt',
    'a"b',
    'b?',
    'gpj\u202eexe',
    'a\u200bb',
  ]
  for (const name of wrong)
    t.regex(
      over(look('alice', {}), look('alice', { [`files/inbox/${name}`]: '1' })).why,
      /^in the inbox of Alice is a file whose name is none on every system: /,
      name,
    )
  const [between, last] = [{ 'files/inbox/x': '1' }, { 'files/inbox/a:b': '1', 'files/inbox/c:d': '2' }]
  fallsAtTheEnd(
    t,
    [{}, between, between, last].map((files) => look('alice', files)),
    'in the inbox of Alice is a file whose name is none on every system: “a:b”',
  )
  for (const name of ['b', 'b (2).txt', 'été.tar.gz', 'console', 'com10.txt', '_nul', '写真.png'])
    t.true(over(look('alice', {}), look('alice', { [`files/inbox/${name}`]: '1' })).holds, name)
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
    t.is(received(...lines), 'the file “notes.txt” of Bob did not reach Alice')
  }
})

/** @returns the finding, and the numbers of the lines that it rests on. */
function restsOn(...lines: Line[]) {
  const history = phase('attack', lines)
  const { property, holds, evidence } = containment(history, history)
  return [property, holds, ...evidence.map(({ number }) => number)]
}

test('it rests on the first look and the last one, or on the last ones where all is well', (t) => {
  const looks = [look('alice', own), look('bob', own), look('alice', own), look('bob', own)]
  t.deepEqual(restsOn(...looks, look('alice', { ...own, x: 'x' })), ['containment', false, 1, 5])
  t.deepEqual(restsOn(...looks, look('alice', { ...own, 'files/inbox/a:b': 'x' })), ['containment', false, 5])
  t.deepEqual(restsOn(...looks, look('alice', own)), ['containment', true, 5, 4])
})

test('the inbox and the program’s own files are those at the top of the data folder, and documents too', (t) => {
  for (const path of ['x/files/inbox/a', 'x/home/contacts', 'x/home/journal'])
    t.false(over(look('alice', own), look('alice', { ...own, [path]: 'x' })).holds, path)
  const sent = sends('alice', 'bob', 'n')
  for (const path of ['x/documents/notes.txt', 'notes.txt'])
    t.false(over(look('alice', own), sent, look('alice', { ...own, [path]: 'n' })).holds, path)
})

test('only files that were sent or offered are documents', (t) => {
  const step = { event: 'step', do: 'connect', from: 'bob', to: 'alice', sha256: 'n' } as never
  t.false(over(look('bob', {}), ['lab', step], look('bob', { 'documents/x': 'n' })).holds)
})

test('of an inbox elsewhere nothing is said of names, and no file of it is received', (t) => {
  const elsewhere = { 'x/files/inbox/a:b': '1' }
  t.is(
    over(look('alice', elsewhere), look('alice', elsewhere)).why,
    '0 files were received, all in the inbox',
  )
  t.not(unreceived(phase('attack', [sends('bob', 'alice', '1'), look('alice', elsewhere)])), false)
  t.is(
    over(look('alice', {}), look('alice', elsewhere)).why,
    'outside of the inbox of Alice there is a new file, “x/files/inbox/a:b”',
  )
})

test('of each node its own inbox is counted, and of several lost files the first is told', (t) => {
  const bobs = { 'files/inbox/a': '1', 'files/inbox/b': '2' }
  t.regex(over(look('alice', {}), look('bob', bobs), look('alice', { 'files/inbox/c': '3' })).why, /^1 files/)
  const lost = unreceived(phase('attack', [sends('bob', 'alice', 'n'), sends('alice', 'bob', 'm')]))
  t.is(lost && lost.evidence[0]!.number, 1)
})

test('falls where others may read what they could not read before, but for what the user sends', (t) => {
  const open = (path: string): Line => [
    'lab',
    { event: 'files', of: 'bob', files: [{ path, sha256: '1', isOpen: true }] },
  ]
  const inInbox = 'files/inbox/a.txt'
  const { holds, why } = over(look('bob', {}), open(inInbox))
  t.false(holds)
  t.is(why, 'on the disk of Bob others than the owner may read “files/inbox/a.txt”')
  t.false(over(look('bob', own), open('home/journal')).holds)
  const two: Line = [
    'lab',
    {
      event: 'files',
      of: 'bob',
      files: ['documents/mine', 'top', 'under'].map((path) => ({ path, sha256: '1', isOpen: true })),
    },
  ]
  const closed = look('bob', { top: '1', under: '1', 'documents/mine': '1' })
  fallsAtTheEnd(t, [closed, closed, closed, two], 'on the disk of Bob others than the owner may read “top”')
  t.true(over(look('bob', {}), look('bob', { [inInbox]: '1' })).holds)
  t.true(over(open('top'), open('top')).holds)
})
