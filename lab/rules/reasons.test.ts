import test from 'ava'
import { scenario } from '../scenario/scenario'
import { reasonComplaints } from './reasons'

const tests: Readonly<Record<string, string>> = {
  'lab/conformance/layer.test.ts': "['8-4', '8.1-2']",
  'peers/disk.test.ts': "test('a full disk', (t) => {",
}
const testOf = (path: string) => tests[path] ?? null
const downgrade = scenario({
  name: 'downgrade',
  acts: [
    { name: 'no-floor', profile: 'no-floor', expected: 'DETECTED', alarms: ['BAD_RECORD'] },
    { name: 'idle', profile: 'idle', expected: 'DETECTED', alarms: ['BELOW_FLOOR'] },
    { name: 'hardened', expected: 'DETECTED', alarms: ['BELOW_FLOOR'] },
  ],
})
const weakOnly = scenario({
  name: 'weak',
  acts: [{ name: 'no-floor', profile: 'no-floor', expected: 'BROKEN' }],
})
const complaints = (...unprobed: Parameters<typeof reasonComplaints>[0]) =>
  reasonComplaints(unprobed, testOf, [downgrade, weakOnly])

test('what holds a rule in the place of a probe is there', (t) => {
  t.deepEqual(
    complaints(
      { rules: ['8-4'], computed: 'layer.test.ts' },
      { rules: ['8.1-1'], computed: 'layer.test.ts', as: ['8.1-2'] },
      { rules: ['5.2-4'], without: 'downgrade/no-floor' },
      { rules: ['8.1-19'], tests: [['peers/disk.test.ts', 'a full disk']] },
    ),
    [],
  )
})

test('a test that is not there, or does not name the rule, is told', (t) => {
  t.regex(
    complaints({ rules: ['8-4'], computed: 'none.test.ts' }).join(),
    /none\.test\.ts, which there is not/,
  )
  t.regex(complaints({ rules: ['8-5'], computed: 'layer.test.ts' }).join(), /holds 8-5, and it is not named/)
  // The beginning of another id is none.
  t.is(complaints({ rules: ['8.1-'], computed: 'layer.test.ts' }).length, 1)
})

test('an act that there is not, or in which nothing else is due, is told', (t) => {
  const without = (act: string) => complaints({ rules: ['5.2-4'], without: act }).join()
  for (const act of ['upgrade/no-floor', 'downgrade/floor', 'weak/no-floor'])
    t.regex(without(act), new RegExp(`the act ${act}, which there is not`))
  for (const act of ['downgrade/idle', 'downgrade/hardened'])
    t.regex(without(act), /where nothing else is due/)
})

test('a test of the program that is renamed or gone is told', (t) => {
  const held = (file: string, title: string) =>
    complaints({ rules: ['8.1-19'], tests: [[file, title]] }).join()
  t.regex(held('peers/disk.test.ts', 'a full'), /a test of peers\/disk\.test\.ts that there is not: a full$/)
  t.regex(held('peers/none.test.ts', 'a full disk'), /names peers\/none\.test\.ts, which there is not/)
})

test('one thing holds a rule: none is no reason, and two leave open which', (t) => {
  t.regex(complaints({ rules: ['9.1-2'] }).join(), /one thing that holds 9\.1-2/)
  t.is(complaints({ rules: ['8-4'], computed: 'layer.test.ts', without: 'downgrade/no-floor' }).length, 1)
})
