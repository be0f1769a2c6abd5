import test from 'ava'
import type { HttpAnswer, Mallory } from './attack'
import { type OracleQuestion, practise } from './oracle'

const users = new Set(['mine', 'ann', 'ben'])
const mallory = { random: (label: string) => Buffer.from(label) } as unknown as Mallory
const refusal = (code: string): HttpAnswer => ({ status: 401, json: { error: { code, message: code } } })
/** A clock that goes only while something is worked at; hence one test after the other. */
let clock = 0
const work = (milliseconds: number) => {
  clock += milliseconds
}
const ask = async (question: OracleQuestion) => {
  const oracle = await practise(mallory, question, 'mine', () => clock)
  return [await oracle('ann'), await oracle('ben'), await oracle('zoe')]
}

test.serial('words tell', async (t) => {
  const question = async (_: Mallory, name: string) => refusal(users.has(name) ? 'WRONG_PASSWORD' : 'NOBODY')
  t.deepEqual(await ask(question), [true, true, false])
})

test.serial('what is in an answer tells, and so does its status', async (t) => {
  t.deepEqual(await ask(async (_, name) => ({ status: 200, json: users.has(name) ? { salt: 'x' } : {} })), [
    true,
    true,
    false,
  ])
  t.deepEqual(await ask(async (_, name) => ({ status: users.has(name) ? 200 : 404, json: null })), [
    true,
    true,
    false,
  ])
})

test.serial('time tells, whichever is slower', async (t) => {
  for (const slower of [true, false]) {
    const question = async (_: Mallory, name: string) => {
      work(users.has(name) === slower ? 7 : 6.5)
      return refusal('BAD_LOGIN')
    }
    t.deepEqual(await ask(question), [true, true, false])
  }
})

test.serial(
  'answers alike in words and time tell nothing; nor does one that is about something else',
  async (t) => {
    let turn = 0
    const alike = async () => {
      // By turns slow and fast, whoever is asked about.
      work([9, 9, 0, 0][turn++ % 4]!)
      return refusal('BAD_LOGIN')
    }
    t.deepEqual(await ask(alike), [undefined, undefined, undefined])
    let asked = 0
    const limited = async (_: Mallory, name: string) =>
      asked++ < 10
        ? refusal(users.has(name) ? 'WRONG_PASSWORD' : 'NOBODY')
        : { ...refusal('TOO_MANY'), status: 429 }
    t.deepEqual(await ask(limited), [undefined, undefined, undefined])
  },
)

test.serial('an answer that neither her own name nor a free one gets is somebody’s', async (t) => {
  const question = async (_: Mallory, name: string) =>
    refusal(name === 'ann' ? 'NOT_YOUR_FRIEND' : 'NO_ADDRESS')
  t.deepEqual(await ask(question), [true, undefined, undefined])
})
