import { scryptSync } from 'node:crypto'
import test from 'ava'
import { assertDecidesInConstantTime } from '../../lab/suite/crypto-testing'
import { Passwords } from './passwords'

test('a password verifies, another does not, and the parameters stand beside the hash', async (t) => {
  const passwords = new Passwords(10)
  const kept = await passwords.hash('correct horse')
  t.like(kept, { scrypt_n: 1024, scrypt_r: 8, scrypt_p: 1 })
  t.is(Buffer.from(kept.salt, 'base64').length, 16)
  t.deepEqual(
    Buffer.from(kept.hash, 'base64'),
    scryptSync('correct horse', Buffer.from(kept.salt, 'base64'), 32, { N: 1024, r: 8, p: 1 }),
  )
  t.true(await passwords.verify('correct horse', kept))
  t.false(await passwords.verify('correct hors', kept))
  t.false(await passwords.verify('', undefined))
  t.not((await passwords.hash('correct horse')).salt, kept.salt)
})

test('a hash made at another cost still verifies', async (t) => {
  const kept = await new Passwords(11).hash('correct horse')
  t.true(await new Passwords(10).verify('correct horse', kept))
})

test('many at once are all answered', async (t) => {
  const passwords = new Passwords(10)
  const kept = await passwords.hash('correct horse')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => passwords.verify(i % 2 ? 'correct horse' : 'wrong', kept)),
  )
  t.deepEqual(
    answers,
    answers.map((_, i) => i % 2 === 1),
  )
})

test('an unknown user costs what a wrong password costs', async (t) => {
  const passwords = new Passwords(12)
  const kept = await passwords.hash('correct horse')
  // Processor time of all threads: unlike the clock it does not see what else this machine is doing.
  const cost = async (of: typeof kept | undefined) => {
    const before = process.cpuUsage()
    await passwords.verify('wrong horse', of)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  const costs = { wrong: [] as number[], unknown: [] as number[] }
  for (let i = 0; i < 5; i++) {
    costs.wrong.push(await cost(kept))
    costs.unknown.push(await cost(undefined))
  }
  const [wrong, unknown] = [Math.min(...costs.wrong), Math.min(...costs.unknown)]
  // Some 8,000 microseconds each; a hash that is left out would take none.
  t.true(unknown > wrong / 3 && unknown < wrong * 3, `wrong ${wrong} µs, unknown ${unknown} µs`)
})

test('when too many wait the next one is told so at once, and those who wait are served', async (t) => {
  const passwords = new Passwords(10)
  const kept = await passwords.hash('correct horse')
  const all = await Promise.allSettled(
    Array.from({ length: 300 }, () => passwords.verify('correct horse', kept)),
  )
  t.is(all.filter((each) => each.status === 'fulfilled' && each.value).length, 202)
  const refused = all.filter((each) => each.status === 'rejected')
  t.true(refused.every(({ reason }) => reason.code === 'BUSY' && reason.retryAfter === 10))
  t.true(await passwords.verify('correct horse', kept))
})

test.serial(
  'passwords are compared in constant time: what timingSafeEqual answers is the answer',
  async (t) => {
    const passwords = new Passwords(10)
    const kept = await passwords.hash('correct horse')
    for (const password of ['correct horse', 'wrong horse'])
      await assertDecidesInConstantTime(t, 32, () => passwords.verify(password, kept))
  },
)
