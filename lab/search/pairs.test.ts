import test from 'ava'
import { profiles } from '../../peers/weakened/catalogue'
import { withoutBoth } from './pairs'
import { profilesNamed } from './program'

const named = (name: string) => profiles.find((one) => one.name === name)!

test('a pair goes without both defences, and has all others', (t) => {
  const [key, signature] = [named('accept-any-key'), named('accept-any-signature')]
  const pair = withoutBoth(key, signature)!
  t.is(pair.name, 'accept-any-key+accept-any-signature')
  t.deepEqual(pair.defences, {
    ...named('hardened').defences!,
    checkIdentity: key.defences!.checkIdentity,
    checkSignature: signature.defences!.checkSignature,
  })
})

test('two that replace the same part are no pair, and neither is what is not about conversations', (t) => {
  t.is(withoutBoth(named('accept-any-key'), named('warn-only')), null)
  t.is(withoutBoth(named('accept-any-key'), named('prototype')), null)
  t.regex(
    profilesNamed('accept-any-key+warn-only') as string,
    /^[^\n]+ cannot be taken away together: [^\n]+\.$/,
  )
  t.regex(profilesNamed('accept-any-key+nothing') as string, /^There is no profile accept-any-key\+nothing: /)
})
