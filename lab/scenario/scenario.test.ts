import test from 'ava'
import { scenario } from './scenario'

test('a scenario is nothing but what is given', (t) => {
  t.deepEqual(scenario({ name: 'empty', acts: [{}] }), {
    name: 'empty',
    title: 'Nothing happens',
    about: '',
    source: null,
    position: 'nowhere',
    has: [],
    account: 'none',
    pseudonyms: false,
    hiddenHosts: false,
    attack: null,
    program: 'peer',
    peers: ['alice', 'bob'],
    acts: [
      {
        name: 'nothing',
        title: '',
        profile: 'hardened',
        directory: 'hardened',
        steps: [],
        expected: 'PASSED',
        breaks: [],
        controls: 5,
        population: 0,
        patience: 5_000,
        alarms: [],
      },
    ],
  })
})

test('what is given stands, of the scenario and of each act', (t) => {
  const given = scenario({
    name: 'given',
    attack: 'tap',
    position: 'path',
    acts: [{ name: 'one', expected: 'BROKEN', breaks: ['secrecy'] }, { name: 'two' }],
  })
  t.is(given.attack, 'tap')
  t.deepEqual(
    given.acts.map(({ name, expected, breaks }) => [name, expected, breaks]),
    [
      ['one', 'BROKEN', ['secrecy']],
      ['two', 'PASSED', []],
    ],
  )
})
