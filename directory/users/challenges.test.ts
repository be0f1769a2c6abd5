import test from 'ava'
import { assertDecidesInConstantTime } from '../../lab/suite/crypto-testing'
import { Challenges } from './challenges'

test.serial('the origin of a challenge is proven in constant time', async (t) => {
  const challenges = new Challenges()
  for (const name of ['ann', 'bob']) {
    const { challenge } = challenges.issue('ann', 1_000)
    await assertDecidesInConstantTime(t, 16, () => challenges.valid(name, challenge, 2_000))
  }
})
