/** Of each profile is known what a search makes of it: an attack that is kept, or why there is none to find. */

import test from 'ava'
import { foundTraces } from '../../attacks/found/catalogue'
import { hardenedProfile } from '../../peers/protocol/secure'
import { profiles } from '../../peers/weakened/catalogue'
import { unseen } from './unseen'

const found = new Set(foundTraces.map(({ profile }) => profile))

for (const profile of profiles)
  test(`${profile.name}: an attack was found, or there is a reason why not`, (t) => {
    // What goes without something elsewhere in the messenger converses as the hardened one does.
    const isHardened = profile.converse === hardenedProfile.converse
    const known = [found.has(profile.name), profile.name in unseen, isHardened]
    t.is(known.filter(Boolean).length, 1)
  })

test('a reason is of a profile that there is', (t) => {
  for (const name of Object.keys(unseen)) t.true(profiles.some((profile) => profile.name === name))
})

test('attacks were found for fifteen profiles and more', (t) => {
  t.true(found.size >= 15, [...found].join())
})
