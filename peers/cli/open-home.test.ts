import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { createIdentity } from '../home/identity-file'
import { Passphrase } from '../home/passphrase'
import { english, type Sentence } from '../language/sentence'
import { systemEntropy } from './entropy'
import { openIdentity } from './open-home'

test('a home whose passphrase was pasted with its line end opens by typing, and a space that was not meant is told', async (t) => {
  const home = fs.mkdtempSync(join(tmpdir(), 'open-home-'))
  t.teardown(() => fs.rmSync(home, { recursive: true }))
  const cheap = { logN: 1, r: 8, p: 1 }
  await createIdentity(join(home, 'identity'), new Passphrase('correct horse\n'), systemEntropy, cheap)
  const printed: string[] = []
  const typed = ['correct horse ', ' correct horse', 'correct horse']
  const asker = {
    interactive: true,
    print: (words: Sentence) => void printed.push(english(words)),
    ask: () => Promise.reject(new Error('not asked')),
    askSecret: () => Promise.resolve(typed.shift()!),
  }
  const nobody = { passphrase: undefined, password: undefined, certificate: undefined }
  t.truthy((await openIdentity(home, nobody, asker)).identity)
  t.deepEqual(typed, [])
  t.regex(printed[0]!, /does not open .* What was given ends with a space\.$/)
  t.regex(printed[1]!, /What was given begins with a space\.$/)
  t.regex(printed[2]!, /a line end behind it/)
  await t.throwsAsync(openIdentity(home, { ...nobody, passphrase: 'another' }, asker), {
    code: 'WRONG_PASSPHRASE',
    message: /backup\.$/,
  })
})
