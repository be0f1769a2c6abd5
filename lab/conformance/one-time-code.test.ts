import test from 'ava'
import { oneTimeCode } from './one-time-code'

/** RFC 6238, appendix B, SHA-1: of its eight digits the last six. */
const vectors: readonly [seconds: number, code: string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
]

/** "12345678901234567890" in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test('the codes of RFC 6238', (t) => {
  for (const [seconds, code] of vectors) t.is(oneTimeCode(secret, seconds * 1000), code)
})

test('a step ahead is the code half a minute later', (t) => {
  for (const [seconds, code] of vectors) t.is(oneTimeCode(secret, (seconds - 30) * 1000, 1), code)
})
