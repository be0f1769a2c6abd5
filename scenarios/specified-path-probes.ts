/**
 * What is due where Mallory stands between two honest peers, and does something to one frame of theirs. How stands in
 * attacks/path-probes.ts, under the same name.
 */

import type { Probe } from '../lab/history/step'

type Due = Pick<Probe, 'of' | 'connects' | 'delivers' | 'frames'>
type Names = 'hello' | 'reply' | 'proof' | 'confirm' | 'text' | 'answer' | 'goodbye' | 'farewell'

/** Who reads each frame: how far the session has come there, and how many frames that one has said. */
const readers: Readonly<Record<Names, Due>> = {
  hello: { of: 'callee', connects: false, delivers: false, frames: 0 },
  reply: { of: 'caller', connects: false, delivers: false, frames: 1 },
  proof: { of: 'callee', connects: false, delivers: false, frames: 1 },
  confirm: { of: 'caller', connects: false, delivers: false, frames: 2 },
  text: { of: 'callee', connects: true, delivers: false, frames: 2 },
  answer: { of: 'caller', connects: true, delivers: false, frames: 3 },
  goodbye: { of: 'callee', connects: true, delivers: true, frames: 3 },
  farewell: { of: 'caller', connects: true, delivers: true, frames: 4 },
}
const handshake = ['hello', 'reply', 'proof', 'confirm'] as const
const records = ['text', 'answer', 'goodbye', 'farewell'] as const
const all = [...handshake, ...records]

/** Where the caller finds out what was done to the share of the one who is called, or to her own. */
const atCaller = readers.reply

type Draft = Omit<Probe, 'of' | 'as'> & { readonly of: string }

function one(due: Due, name: string, alarm: string | null, rules: string, thorough = false): Draft {
  return { ...due, probe: name, alarm, rules: rules.split(' '), ...(thorough && { thorough }) }
}

function flips(frame: Names, field: string, alarm: string, rules: string, due = readers[frame]): Draft[] {
  // What holds for the first bit of a record's field, and in the first record, holds for the others most likely.
  const isRepeated = frame !== 'text' && records.some((record) => record === frame)
  return [
    one(due, `path-${frame}-${field}-first-bit`, alarm, rules, isRepeated),
    one(due, `path-${frame}-${field}-last-bit`, alarm, rules, true),
  ]
}

function header(frame: Names): Draft[] {
  const isClear = frame === 'hello' || frame === 'reply'
  return [
    one(readers[frame], `path-${frame}-length-first-bit`, 'FRAME_TOO_LARGE', '4-8 4-11 11-2'),
    one(
      readers[frame],
      `path-${frame}-length-less`,
      isClear ? 'MALFORMED' : 'BAD_RECORD',
      isClear ? '4-1 2-3 11-3' : '4-1 11-13',
      true,
    ),
    ...flips(frame, 'type', 'UNEXPECTED_FRAME', '4-10 11-2'),
  ]
}

/** Of what is sealed: by the rule that says so. */
const sealing: Readonly<Partial<Record<Names, string>>> = {
  reply: '5.3-12 11-13',
  proof: '5.4-8 11-13',
  confirm: '5.5-6 11-13',
}

function sealed(frame: Names): Draft[] {
  const rules = sealing[frame] ?? '6-2 6-17 11-13'
  return ['sealed', 'tag'].flatMap((field) => flips(frame, field, 'BAD_RECORD', rules))
}

const fields: readonly Draft[] = [
  ...all.flatMap(header),
  ...flips('hello', 'count', 'MALFORMED', '2-3 5.2-1'),
  ...flips('hello', 'suite', 'NO_COMMON_VERSION', '5.2-3 11-4'),
  ...flips('hello', 'share', 'BAD_RECORD', '5.3-2 5.3-12', atCaller),
  ...flips('reply', 'suite', 'NO_COMMON_VERSION', '5.3-9 11-4'),
  ...flips('reply', 'share', 'BAD_RECORD', '5.3-2 5.3-12'),
  ...flips('reply', 'size', 'MALFORMED', '2-3 5.3-1'),
  ...(['reply', 'proof', 'confirm', ...records] as const).flatMap(sealed),
  ...records.flatMap((frame) => flips(frame, 'number', 'OUT_OF_ORDER', '6-1 6-16 11-14')),
]

/** What the reader has come to when the same frame comes once more. */
const again: Readonly<Record<Names, readonly [Due, string | null, string]>> = {
  hello: [{ ...readers.hello, frames: 1 }, 'UNEXPECTED_FRAME', '4-10'],
  reply: [{ ...readers.reply, frames: 2 }, 'UNEXPECTED_FRAME', '4-10'],
  proof: [{ ...readers.proof, connects: true, frames: 2 }, 'UNEXPECTED_FRAME', '4-7'],
  confirm: [{ ...readers.confirm, connects: true }, 'UNEXPECTED_FRAME', '4-7'],
  text: [{ ...readers.text, delivers: true }, 'OUT_OF_ORDER', '6-1 6-16'],
  answer: [{ ...readers.answer, delivers: true }, 'OUT_OF_ORDER', '6-1 6-16'],
  goodbye: [{ ...readers.goodbye, frames: 4 }, null, '7.2-3 7.2-6'],
  farewell: [readers.farewell, null, '7.2-3 7.2-6'],
}

const early = { hello: 'proof', reply: 'confirm', proof: 'text', confirm: 'answer' } as const
const late = { text: 'hello', goodbye: 'proof', answer: 'reply', farewell: 'confirm' } as const

function exchanged(frame: Names): Draft {
  const name = `path-${frame}-of-another-session`
  // An old HELLO is as good as a new one, until the caller reads the answer to it.
  if (frame === 'hello') return one(atCaller, name, 'BAD_RECORD', '5.3-2 5.3-12')
  return one(readers[frame], name, 'BAD_RECORD', sealing[frame] ?? '6-3 6-17 6-18')
}

const drafts: readonly Draft[] = [
  // A session of which frames are put into others, and everything is passed on.
  one({ ...readers.goodbye, frames: 4 }, 'path-by-the-book', null, '4-12 7.2-3'),
  ...fields,
  ...all.map((frame) => one(again[frame][0], `path-${frame}-twice`, again[frame][1], again[frame][2])),
  ...all.map((frame) => {
    const isClear = frame === 'hello' || frame === 'reply'
    const rules = isClear ? '2-3 11-3' : (sealing[frame] ?? '6-5 6-18')
    return one(readers[frame], `path-${frame}-longer`, isClear ? 'MALFORMED' : 'BAD_RECORD', rules)
  }),
  ...all.map(exchanged),
  ...Object.entries(early).map(([frame, other]) =>
    one(readers[frame as Names], `path-${other}-in-place-of-${frame}`, 'UNEXPECTED_FRAME', '4-7 4-10'),
  ),
  ...Object.entries(late).map(([frame, other]) =>
    one(readers[frame as Names], `path-${other}-before-${frame}`, 'UNEXPECTED_FRAME', '4-7'),
  ),
]

/** Who reads each frame of a rekey, when both have said their texts: how many frames that one has said by then. */
const ofRekey = {
  rekey: { of: 'callee', frames: 3, rule: '6-9' },
  'rekey-reply': { of: 'caller', frames: 4, rule: '6-10' },
  'rekey-done': { of: 'callee', frames: 4, rule: '6-11' },
} as const

/** An hour goes by in each of these: the clocks of both are far ahead behind them. */
const renewals: readonly Draft[] = [
  one(
    { ...readers.farewell, frames: 6 },
    'path-renewed-by-the-book',
    null,
    '7.1-1 7.1-2 7.1-3 7.1-4 7.1-5 7.1-7',
  ),
  ...Object.entries(ofRekey).flatMap(([frame, { of, frames, rule }]) => {
    const due = { of, connects: true, delivers: true, frames }
    // Whoever takes the first of two answers to it, if an answer is due.
    const answered = { ...due, frames: frame === 'rekey-done' ? frames : frames + 1 }
    return [
      one(due, `path-${frame}-sealed-first-bit`, 'BAD_RECORD', `${rule} 6-17 7.1-4`),
      one(due, `path-${frame}-tag-last-bit`, 'BAD_RECORD', `${rule} 6-17 7.1-4`, true),
      one(due, `path-${frame}-number-last-bit`, 'OUT_OF_ORDER', '6-1 6-16 7.1-3', true),
      one(answered, `path-${frame}-twice`, 'OUT_OF_ORDER', '6-1 6-16 7.1-3', true),
    ]
  }),
].map((draft) => ({ ...draft, talk: 'renewing' as const }))

const talks: readonly Draft[] = [
  { ...one(readers.farewell, 'path-idle-for-an-hour', null, '7.1-6'), talk: 'idle' },
  { ...one({ ...readers.goodbye, frames: 4 }, 'path-aged-for-hours', null, '7.1-11'), talk: 'aging' },
  // None of it is on the way: each has as many frames as if it had not been tried.
  {
    ...one({ ...readers.goodbye, frames: 4 }, 'path-behind-what-nobody-can-say', null, '6-29 6-30'),
    talk: 'unsayable',
  },
  { ...one({ ...readers.goodbye, frames: 4 }, 'path-goodbyes-cross', null, '7.2-3 7.2-4'), talk: 'parting' },
]

/** Each lets the other begin no more than sixty handshakes at once: they call by turns. */
export const probesOnPath: readonly Probe[] = [...drafts, ...renewals, ...talks].map((draft, place) => {
  const [caller, callee] = place % 2 === 0 ? ['alice', 'bob'] : ['bob', 'alice']
  return {
    ...draft,
    as: 'path',
    caller: caller!,
    callee: callee!,
    of: draft.of === 'caller' ? caller! : callee!,
  }
})
