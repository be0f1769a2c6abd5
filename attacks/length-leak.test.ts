import { createHash } from 'node:crypto'
import test, { type ExecutionContext } from 'ava'
import type { Profile } from '../peers/protocol/conversation'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { compressingTexts } from '../peers/weakened/compress-texts'
import { withoutPadding } from '../peers/weakened/no-padding'
import type { Mallory } from './attack'
import { bothConnected, friends, say } from './friends-testing'
import { lengthLeak } from './length-leak'
import { onlyTheWire } from './relay-testing'

const answers = ['Yes.', 'No, never.', 'Perhaps tomorrow.']
const regular = 'all is well '.repeat(75)
const irregular = Array.from({ length: 20 }, (_, at) => createHash('sha512').update(`${at}`).digest('hex'))
  .join('')
  .slice(0, regular.length)

/** Has alice send these of the candidates, in this order. @returns what Mallory took each for. */
async function guessed(
  t: ExecutionContext,
  profile: Profile,
  candidates: readonly string[],
  sent: readonly number[],
): Promise<{ guesses: string[]; heard: string[] }> {
  const guesses: string[] = []
  const mallory: Mallory = {
    ...onlyTheWire,
    told: () => candidates,
    guessed: (about, value) => void (about === `alice ${guesses.length + 1}` && guesses.push(value)),
    // A die that always falls the same.
    random: (_, size) => Buffer.alloc(size),
  }
  const { alice, bob, over } = await friends(t, () => lengthLeak.prepare(mallory), profile)
  await bothConnected(alice, bob)
  const texts = sent.map((which, at) => `${candidates[which]} #${String(at + 1).padStart(4, '0')}`)
  await say(alice, bob, ...texts)
  alice.session.close()
  await over()
  return { guesses: guesses.slice(0, sent.length), heard: bob.texts().map((text) => text.slice(0, -6)) }
}

const drawn = [2, 0, 1, 1, 0, 2, 2]

test('without padding she tells answers of different length, every time', async (t) => {
  const { guesses, heard } = await guessed(t, secure('no-padding', withoutPadding), answers, drawn)
  t.deepEqual(
    guesses,
    drawn.map((which) => answers[which]!),
  )
  t.deepEqual(heard, guesses)
})

test('with padding all answers look alike, and she throws her die', async (t) => {
  const { guesses, heard } = await guessed(t, hardenedProfile, answers, drawn)
  t.deepEqual(
    guesses,
    drawn.map(() => answers[0]!),
  )
  t.deepEqual(
    heard,
    drawn.map((which) => answers[which]!),
  )
})

const pages = [regular, irregular]
const turned = [1, 0, 0, 1, 1]

test('texts of one length that are compressed first are told apart, in spite of padding', async (t) => {
  t.is(regular.length, irregular.length)
  const { guesses, heard } = await guessed(
    t,
    compressingTexts('compress-texts', hardenedProfile),
    pages,
    turned,
  )
  t.deepEqual(
    guesses,
    turned.map((which) => pages[which]!),
  )
  t.deepEqual(heard, guesses)
})

test('texts of one length that are not compressed look alike', async (t) => {
  const { guesses } = await guessed(t, hardenedProfile, pages, turned)
  t.deepEqual(
    guesses,
    turned.map(() => regular),
  )
})

test('what padding does not hide: records of another number of blocks', async (t) => {
  const { guesses } = await guessed(t, hardenedProfile, [answers[0]!, irregular], turned)
  t.deepEqual(
    guesses,
    turned.map((which) => [answers[0]!, irregular][which]!),
  )
})
