import test from 'ava'
import {
  brokenRules,
  circles,
  homeless,
  namesakes,
  rooms,
  typesOf,
  undescribed,
  unknownNames,
} from './imports'

test('a file sees its own room and those below it', (t) => {
  t.deepEqual(
    brokenRules('lab/judge/verdict.ts', ['./control', '../history/events', '../language/typed']),
    [],
  )
  t.deepEqual(brokenRules('peers/chat/chat.ts', ['../terminal/terminal-api', '../text/printable']), [])
})

test('an arrow that runs back up is told, with both rooms', (t) => {
  t.deepEqual(brokenRules('lab/history/events.ts', ['../judge/finding']), [
    'lab/history/events.ts may not import lab/judge/finding: lab/judge does not lie below lab/history (lab/rules/imports.ts).',
  ])
  t.is(brokenRules('peers/protocol/channel.ts', ['../session/session']).length, 1)
})

test('what a house may not open is told; tests and what only they use may', (t) => {
  const closed: readonly (readonly [string, string])[] = [
    ['lab/run/act.ts', '../../peers/session/peer'],
    ['attacks/tap.ts', '../lab/run/act'],
    ['peers/cli/main.ts', '../weakened/catalogue'],
    ['peers/session/peer.ts', '../protocol/prototype/prototype'],
    ['directory/http/server.ts', '../weakened/catalogue'],
    ['directory/users/accounts.ts', '../../peers/protocol/handshake'],
    ['scenarios/mitm.ts', '../lab/judge/verdict'],
    ['lab/judge/verdict.ts', '../../scenarios/catalogue'],
  ]
  for (const [file, imported] of closed) {
    t.is(brokenRules(file, [imported]).length, 1, file)
    t.deepEqual(brokenRules(file.replace('.ts', '.test.ts'), [imported]), [], file)
    t.deepEqual(brokenRules(file.replace('.ts', '-testing.ts'), [imported]), [], file)
  }
})

test('a package has one importer, and the protocol reaches nothing outside', (t) => {
  t.deepEqual(brokenRules('lab/stage/screen.ts', ['blessed']), [])
  t.regex(brokenRules('lab/stage/view.ts', ['blessed'])[0]!, /which belongs to/)
  t.regex(brokenRules('lab/stage/view.ts', ['left-pad'])[0]!, /does not list/)
  t.regex(brokenRules('peers/protocol/channel.ts', ['node:fs'])[0]!, /is pure/)
  t.deepEqual(brokenRules('peers/protocol/channel.ts', ['node:crypto']), [])
})

test('a circle is told as the way around it, once', (t) => {
  const arrows = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts', 'd.ts']],
    ['c.ts', ['a.ts']],
    ['d.ts', []],
  ])
  t.deepEqual(circles(arrows), ['A circle of imports: a.ts > b.ts > c.ts > a.ts.'])
  t.deepEqual(circles(new Map([...arrows, ['c.ts', ['d.ts']]])), [])
  t.deepEqual(circles(new Map([['a.ts', ['a.ts']]])), ['A circle of imports: a.ts > a.ts.'])
})

test('every file is in a room, and every room has a file and a line', (t) => {
  const furnished = rooms.map((room) => `${room}/some.ts`)
  t.deepEqual(homeless(furnished), [])
  t.deepEqual(homeless([...furnished, 'lab/loose.ts']), [
    'lab/loose.ts is in no room that lab/rules/imports.ts knows.',
  ])
  t.deepEqual(homeless(furnished.slice(1)), [`There is no room ${rooms[0]} any more.`])
  const page = rooms.map((room) => `| \`${room}/\` | what lives there |`).join('\n')
  t.deepEqual(undescribed(page), [])
  t.deepEqual(undescribed(page.replace('lab/judge/', 'lab/judges/')), [
    'ARCHITECTURE.md has no line for the room lab/judge/.',
  ])
})

test('a page names files that are there', (t) => {
  const files = ['lab/judge/verdict.ts', 'lab/suite/rooms.cjs']
  const page = '`lab/judge/verdict.ts`, `verdict.ts` beside it, `rooms.cjs`, `verdict.json`, `lab/*.ts`'
  t.deepEqual(unknownNames('A.md', page, files), [])
  t.deepEqual(unknownNames('A.md', '`judge.ts`, `dict.ts` and `judge.ts`', files), [
    'A.md names judge.ts, and there is no such file.',
    'A.md names dict.ts, and there is no such file.',
  ])
})

test('a name of a type has one meaning', (t) => {
  t.deepEqual(
    typesOf('export interface Frame {}\nexport type Row = 1\nclass Own {}\nexport abstract class Base {}\n'),
    ['Frame', 'Row', 'Base'],
  )
  const exported = new Map([
    ['a.ts', ['Frame', 'Row']],
    ['b.ts', ['Frame']],
  ])
  t.deepEqual(namesakes(exported), ['Frame means several things: a.ts, b.ts.'])
})
