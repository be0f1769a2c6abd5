/** The command line: what is understood, and the one sentence for what is not. */

import test from 'ava'
import fc from 'fast-check'
import { UsageError } from '../language/lab-error'
import { english } from '../language/typed'
import { flags, refuseSwallowed, scenarioHelp, scenarioOptions } from './options'

const defaults = {
  name: null,
  runtime: 'auto',
  json: false,
  markdown: false,
  dashboard: false,
  explain: false,
  quick: false,
  attack: undefined,
  profile: undefined,
  seed: undefined,
  lang: 'en',
  help: false,
}

test('nothing typed: the list of scenarios, and the defaults', (t) => {
  t.deepEqual(scenarioOptions([]), { ...defaults } as never)
})

test('the language is what --lang says, else what the environment says', (t) => {
  t.is(scenarioOptions(['mitm'], { LANG: 'fr_FR.UTF-8' }).lang, 'fr')
  t.is(scenarioOptions(['mitm', '--lang', 'en'], { LANG: 'fr_FR.UTF-8' }).lang, 'en')
  t.is(scenarioOptions(['mitm', '--lang=fr'], { LANG: 'C.UTF-8' }).lang, 'fr')
})

test('a page has the language that is asked for, whatever the environment says', (t) => {
  t.is(scenarioOptions(['all', '--markdown'], { LANG: 'fr_FR.UTF-8' }).lang, 'en')
  t.is(scenarioOptions(['all', '--markdown', '--lang', 'fr'], {}).lang, 'fr')
})

test('everything typed, in any order and either notation', (t) => {
  const seed = '0123456789abcdef'
  const args = [
    '--json',
    '--runtime',
    'processes',
    'mitm',
    `--seed=${seed}`,
    '--attack',
    'noop',
    '--lang=en',
    '--quick',
  ]
  t.deepEqual(scenarioOptions([...args, '--profile', 'hardened', '--help']), {
    name: 'mitm',
    runtime: 'processes',
    json: true,
    markdown: false,
    dashboard: false,
    explain: false,
    quick: true,
    attack: 'noop',
    profile: 'hardened',
    seed,
    lang: 'en',
    help: true,
  })
})

test('a flag that npm kept for itself is told, and how to write it', (t) => {
  t.notThrows(() => refuseSwallowed({ npm_config_json: 'true', HOME: '/' }))
  t.throws(() => refuseSwallowed({ npm_config_explain: 'true' }), {
    instanceOf: UsageError,
    message: /^npm kept --explain for itself: write “--” before it/,
  })
  // What npm makes of --lang.
  t.throws(
    () => refuseSwallowed({ npm_config_long: 'true', npm_config_all: 'true', npm_config_global: 'true' }),
    {
      message: /^npm kept --lang for itself/,
    },
  )
  t.notThrows(() => refuseSwallowed({ npm_config_all: 'true' }))
})

test('the dashboard goes with one scenario, and with a terminal', (t) => {
  t.true(scenarioOptions(['mitm', '--dashboard']).dashboard)
  for (const args of [['--dashboard'], ['all', '--dashboard'], ['mitm', '--dashboard', '--json']])
    t.throws(() => scenarioOptions(args), { instanceOf: UsageError, message: /^--dashboard goes with/ })
})

const bad: readonly (readonly [string, string])[] = [
  ['--runtme processes', 'There is no flag --runtme: did you mean --runtime?'],
  ['--verbose', 'There is no flag --verbose; --help lists them.'],
  ['--no-json', 'There is no flag --no-json; --help lists them.'],
  ['-j', 'There is no flag -j; --help lists them.'],
  ['--__proto__ x', 'There is no flag --__proto__; --help lists them.'],
  ['--toString', 'There is no flag --toString; --help lists them.'],
  ['--runtime processes --runtime containers', '--runtime is given twice: give it once.'],
  ['--runtime processes --runtime=processes', '--runtime is given twice: give it once.'],
  ['--json --json', '--json is given twice: give it once.'],
  ['--runtime', '--runtime needs a value.'],
  ['--runtime=', '--runtime needs a value.'],
  ['--runtime --json', '--runtime needs a value.'],
  ['--seed -1', '--seed takes 16 to 64 hexadecimal digits, as printed by an earlier run.'],
  ['mitm --attack', '--attack needs a value.'],
  ['--json=yes', '--json takes no value.'],
  ['--runtime dockers', '--runtime knows no dockers; it knows: auto, processes, containers.'],
  ['--runtime container', '--runtime knows no container: did you mean containers?'],
  ['--lang de', '--lang knows no de; it knows: en, fr.'],
  ['--lang latin', '--lang knows no latin; it knows: en, fr.'],
  ['--markdown', '--markdown goes with all.'],
  ['mitm --markdown', '--markdown goes with all.'],
  ['all --markdown --json', '--markdown and --json: take one of them.'],
  ['--explain', '--explain goes with the name of a scenario.'],
  ['all --explain', '--explain goes with the name of a scenario.'],
  [
    'ablation --attack noop',
    'ablation chooses attacks and profiles itself: leave --attack and --profile out.',
  ],
  ['mitm honest', 'One scenario at a time, or all: mitm honest are several.'],
  ['-- mitm --json', 'One scenario at a time, or all: mitm --json are several.'],
]
for (const seed of ['0123', 'xyz', '0123456789ABCDEF', '0'.repeat(65), '0123456789abcdef ']) {
  test(`a bad seed: “${seed}”`, (t) => {
    t.throws(() => scenarioOptions(['--seed', seed]), {
      instanceOf: UsageError,
      message: '--seed takes 16 to 64 hexadecimal digits, as printed by an earlier run.',
    })
  })
}
for (const [typed, sentence] of bad) {
  test(`one sentence for: ${typed}`, (t) => {
    t.throws(() => scenarioOptions(typed.split(' ')), { instanceOf: UsageError, message: sentence })
  })
}

test('whatever is typed is understood or a UsageError', (t) => {
  const word = fc.oneof(
    fc.constantFrom(
      '--runtime',
      '--json',
      '--seed',
      'mitm',
      'auto',
      '--',
      '-',
      '',
      '--json=',
      '--lang',
      'en',
    ),
    fc.string({ unit: 'grapheme' }),
    fc.string().map((name) => `--${name}`),
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (args) => {
      try {
        scenarioOptions(args)
      } catch (error) {
        t.true(error instanceof UsageError, String(error))
      }
    }),
  )
  t.pass()
})

test('what goes with all, and with one', (t) => {
  t.true(scenarioOptions(['all', '--markdown']).markdown)
  t.true(scenarioOptions(['mitm', '--explain']).explain)
  t.is(scenarioOptions(['ablation', '--json']).name, 'ablation')
})

test('flags gives back what is no flag, in order', (t) => {
  t.deepEqual(flags(['a', '--x', '1', 'b'], { x: 'string' }), {
    values: { x: '1' },
    positionals: ['a', 'b'],
  })
})

test('the help names every flag that is understood', (t) => {
  for (const flag of Object.keys(defaults).filter((flag) => flag !== 'name')) {
    t.true(english(scenarioHelp).includes(`--${flag}`))
  }
})
