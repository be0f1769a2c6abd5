import test from 'ava'
import { LayerCheck, LayerMemory } from './layer'
import { u64, uint } from './layout'
import { hash } from './primitives'

const [stream, theirs, file, renewed] = ['ours', 'theirs', 'file', 'renewed'].map((name) =>
  hash(Buffer.from(name)).subarray(0, 16),
) as [Buffer, Buffer, Buffer, Buffer]
const nothing = Buffer.alloc(16)

const message = (kind: number, ...parts: readonly Uint8Array[]) => Buffer.concat([uint(8, kind), ...parts])
const number = (value: number) => u64(BigInt(value))
const have = (of: Buffer, last: number) => message(1, of, number(last), number(0))
const item = (of: Buffer, place: number, type: number, content: Uint8Array) =>
  message(2, of, number(place), number(1_000 + place), uint(8, type), content)
const text = (of: Buffer, place: number, words = `text ${place}`) => item(of, place, 0, Buffer.from(words))
const receipt = (of: Buffer, place: number) => message(3, of, number(place))
const content = Buffer.from('what is in the file')
const offer = (bytes = content) =>
  Buffer.concat([file, number(bytes.length), hash(bytes), Buffer.from('notes.txt')])
const fetched = (offset: number, prefix: Uint8Array = hash()) => message(6, file, number(offset), prefix)
const chunk = (offset: number, bytes: Uint8Array) => message(7, file, number(offset), bytes)
const end = (outcome: number) => Buffer.concat([file, uint(8, outcome)])

const counted = Buffer.concat([Buffer.alloc(15), Buffer.of(1), offer().subarray(16)])

type Said = readonly ['says' | 'hears', Buffer]

/** @returns the rules that this program departs from in its sessions, one after the other. */
function rulesOf(...sessions: readonly (readonly Said[])[]): string[] {
  const memory = new LayerMemory(false)
  return sessions.flatMap((said, place) => {
    const rules: string[] = []
    const check = new LayerCheck(
      memory,
      () => `friend ${place}`,
      (rule) => rules.push(rule),
    )
    for (const [who, bytes] of said) {
      if (who === 'says') check.write(bytes)
      else check.read(bytes)
    }
    return rules
  })
}

const begun: readonly Said[] = [
  ['says', have(theirs, 0)],
  ['hears', have(nothing, 0)],
]

test('what the messenger says is as section 8 has it', (t) => {
  t.deepEqual(
    rulesOf([
      ...begun,
      ['says', text(stream, 1)],
      ['hears', text(theirs, 1)],
      ['says', receipt(theirs, 1)],
      ['says', text(stream, 2)],
      ['hears', message(4)],
      ['says', message(5)],
      ['hears', item(theirs, 2, 1, offer())],
      ['says', fetched(0)],
      ['hears', chunk(0, content.subarray(0, 5))],
      ['hears', chunk(5, content.subarray(5))],
      ['says', item(stream, 3, 2, end(0))],
    ]),
    [],
  )
  t.deepEqual(
    rulesOf([
      ...begun,
      ['says', item(stream, 1, 1, offer())],
      ['hears', fetched(3)],
      ['says', chunk(0, content)],
    ]),
    [],
  )
})

const faults: readonly (readonly [string, string, readonly Said[]])[] = [
  [
    'an item before HAVE is heard',
    '8.1-5',
    [
      ['says', have(theirs, 0)],
      ['says', text(stream, 1)],
    ],
  ],
  ['something else first', '8.1-3', [['says', message(4)]]],
  ['HAVE of what did not come', '8.1-3', [['says', have(theirs, 4)]]],
  [
    'HAVE with another time',
    '8.1-3',
    [
      ...begun,
      ['hears', text(theirs, 1)],
      ['hears', message(8)],
      ['says', message(8)],
      ['says', have(theirs, 1)],
    ],
  ],
  ['HAVE again', '8.1-6', [...begun, ['says', have(theirs, 0)]]],
  ['a gap', '8.1-4 8.1-1', [...begun, ['says', text(stream, 1)], ['says', text(stream, 3)]]],
  ['an item again', '8.1-4', [...begun, ['says', text(stream, 1)], ['says', text(stream, 1)]]],
  [
    'what was confirmed',
    '8.1-7 8.1-1',
    [
      ['says', have(theirs, 0)],
      ['hears', have(stream, 4)],
      ['says', text(stream, 4)],
    ],
  ],
  [
    'a receipt for what did not come',
    '8.1-18',
    [...begun, ['hears', text(theirs, 1)], ['says', receipt(theirs, 2)]],
  ],
  [
    'what a receipt confirmed',
    '8.1-7',
    [
      ...begun,
      ['says', text(stream, 1)],
      ['hears', receipt(stream, 1)],
      ['hears', message(8)],
      ['hears', have(nothing, 0)],
      ['says', text(stream, 1)],
    ],
  ],
  [
    'a stream of which the friend has more than was said',
    '8.1-27',
    [
      ...begun,
      ['says', text(stream, 1)],
      ['hears', message(8)],
      ['hears', have(stream, 9)],
      ['says', text(stream, 2)],
    ],
  ],
  ['a stream whose id is not random', '8-4', [...begun, ['says', text(Buffer.alloc(16, 1), 1)]]],
  ['a file whose id is counted', '8-4', [...begun, ['says', item(stream, 1, 1, counted)]]],
  ['the stream of the friend', '8.1-2', [...begun, ['hears', text(theirs, 1)], ['says', text(theirs, 1)]]],
  ['a PONG that nobody asked for', '8.2-1', [...begun, ['says', message(5)]]],
  ['a chunk that nobody asked for', '8.3-11', [...begun, ['says', chunk(0, content)]]],
  ['a chunk at another place', '8.3-8', [...begun, ['hears', fetched(0)], ['says', chunk(4, content)]]],
  ['a chunk with no bytes', '8.3-9', [...begun, ['hears', fetched(0)], ['says', chunk(0, Buffer.alloc(0))]]],
  [
    'a chunk that is too large',
    '8-12',
    [...begun, ['hears', fetched(0)], ['says', chunk(0, Buffer.alloc(65_001))]],
  ],
  ['a fetch of what was not offered', '8.3-4', [...begun, ['says', fetched(0)]]],
  [
    'a hash of something else',
    '8.3-5',
    [...begun, ['hears', item(theirs, 1, 1, offer())], ['says', fetched(0, Buffer.alloc(32, 9))]],
  ],
  [
    'a file that is not whole',
    '8.3-13',
    [
      ...begun,
      ['hears', item(theirs, 1, 1, offer())],
      ['says', fetched(0)],
      ['hears', chunk(0, content.subarray(1))],
      ['says', item(stream, 1, 2, end(0))],
    ],
  ],
  [
    'another file',
    '8.3-13',
    [
      ...begun,
      ['hears', item(theirs, 1, 1, offer())],
      ['says', fetched(0)],
      ['hears', chunk(0, Buffer.alloc(content.length))],
      ['says', item(stream, 1, 2, end(0))],
    ],
  ],
  ['a text that is too long', '8-7', [...begun, ['says', text(stream, 1, 'x'.repeat(16_001))]]],
  ['a number of none', '8-7', [...begun, ['says', text(stream, 0)]]],
]

for (const [what, rule, said] of faults) {
  test(what, (t) => {
    t.deepEqual(rulesOf(said), rule.split(' '))
  })
}

test('an item stays what it was, and whose', (t) => {
  t.deepEqual(rulesOf([...begun, ['says', text(stream, 1)]], [...begun, ['says', text(stream, 1)]]), [
    '8.1-9',
    '8.1-2',
  ])
  t.deepEqual(
    rulesOf(
      [...begun, ['says', item(stream, 1, 1, offer())]],
      [...begun, ['says', item(renewed, 1, 1, offer())]],
    ),
    ['8.1-12'],
  )
  t.deepEqual(rulesOf([...begun, ['says', text(stream, 1)]], [...begun, ['says', text(stream, 1, 'else')]]), [
    '8.1-1',
    '8.1-9',
    '8.1-2',
  ])
})

test('a friend who has what was never said is begun with anew', (t) => {
  t.deepEqual(
    rulesOf([
      ...begun,
      ['says', text(stream, 1)],
      ['hears', message(8)],
      ['hears', have(stream, 9)],
      ['says', text(renewed, 1)],
    ]),
    [],
  )
})

test('what does not parse must be refused', (t) => {
  const check = new LayerCheck(
    new LayerMemory(false),
    () => 'friend',
    () => {},
  )
  t.is(check.read(have(theirs, 0)), null)
  t.like(check.read(message(4, Buffer.alloc(1))), { rule: '8-9', codes: ['MALFORMED'] })
  t.like(check.read(message(9)), { rule: '8-2', codes: ['MALFORMED'] })
  t.like(check.read(item(theirs, 1, 0, Buffer.from([0xff]))), { rule: '8-3', codes: ['BAD_TEXT'] })
  t.like(check.read(message(3, theirs, u64(2n ** 53n))), { rule: '8-8', codes: ['MALFORMED'] })
  t.like(check.read(have(theirs, 0)), { rule: '8.1-6', codes: ['UNEXPECTED_FRAME'] })
})
