import test from 'ava'
import { profiles } from '../../peers/weakened/catalogue'
import { departures } from '../conformance/conformance'
import { played } from '../conformance/played-testing'
import { wholeProtocol } from '../history/events'
import { departing, departuresOf } from './profile-departures'

test('what departs is a profile that there is, and the messenger’s own does not', (t) => {
  const names = profiles.map(({ name }) => name)
  t.deepEqual(
    departing.filter((name) => !names.includes(name)),
    [],
  )
  t.deepEqual(departuresOf('hardened'), [])
  t.deepEqual(departuresOf('constructor'), [])
})

/** What shows only if somebody sends what is forbidden: in the scenarios whose acts have the profile. */
const onlyUnderAttack: Readonly<Record<string, readonly string[]>> = {
  'accept-any-sequence': ['6-16'],
  'accept-any-end': ['7.2-8'],
  'accept-any-signature': ['5.4-12'],
  'accept-any-confirmation': ['5.3-17', '5.4-13', '5.5-8'],
  'accept-any-count': ['7.2-5'],
  'warn-only': ['11-19', '5.7-2'],
  'accept-any-key': ['5.7-2'],
  'believe-directory': ['5.7-2', '5.7-4'],
  'unsigned-address': ['9-4'],
  'trust-any-length': ['4-9', '4-10', '4-11'],
  'ignore-early-frames': ['4-10'],
  // What the messenger does above a session.
  'one-outbox': ['8.1-2', '8.1-9'],
  'resend-confirmed': ['8.1-7'],
  'keep-any-friend': ['9.1-1'],
  'dial-anywhere': ['9.2-5', '9.2-6'],
  'sender-path': ['8.3-13'],
  downgradable: ['5.2-3'],
  'export-suite-no-floor': ['5.2-3'],
}

for (const profile of profiles) {
  const declared = departuresOf(profile.name)
  if (declared.includes(wholeProtocol)) continue
  test(`${profile.name} departs where it says so`, async (t) => {
    const act = await played({
      profile,
      talk(session) {
        session.say('alice', 'before')
        session.pass(3_700_000)
        session.say('bob', 'an hour later')
        session.say('alice', 'after')
        session.close('alice')
      },
    })
    const shown = [...new Set(departures(act).map(({ rule }) => rule))]
    t.deepEqual(
      shown.filter((rule) => !declared.includes(rule)),
      [],
    )
    t.deepEqual(
      declared.filter((rule) => !shown.includes(rule)),
      [...(onlyUnderAttack[profile.name] ?? [])],
    )
  })
}
