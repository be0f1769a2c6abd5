import test from 'ava'
import { parts as messenger } from '../../peers/language/french'
import { parts } from './french'
import { installedText, runsAsTyped } from './typed'

const RUNS = '~/.local/state/secure-p2p/lab/runs'
const said = (text: string) => installedText(text, RUNS)

test('what is typed in a checkout, as it is typed where the lab is installed', (t) => {
  t.is(
    said('“npm run scenario NAME”, NAME -- --explain tells'),
    '“p2p-lab scenario NAME”, NAME --explain tells',
  )
  t.is(said('Usage: npm run replay [RUN|FILE] [-- FLAGS]'), 'Usage: p2p-lab replay [RUN|FILE] [FLAGS]')
  t.is(said('see npm run lab -- --help.'), 'see p2p-lab --help.')
  t.is(said('npm run lab verify FILE -- --key {0}'), 'p2p-lab verify FILE --key {0}')
  t.is(
    said('npm run -s scenario all -- --markdown | npm run -s lab matrix README.md'),
    'p2p-lab scenario all --markdown | p2p-lab matrix README.md',
  )
  t.is(said('a folder of .lab/runs, or'), `a folder of ${RUNS}, or`)
  t.is(said('as in npm run {1} NAME -- --{2}.'), 'as in p2p-lab {1} NAME --{2}.')
  t.is(said('no npm run labour, no a -- b'), 'no npm run labour, no a -- b')
})

test('columns stay where they are', (t) => {
  const [one, other] = said('  clean           a\n  clean -- --all  b').split('\n')
  t.is(one!.indexOf('a', 7), other!.indexOf('b'))
})

test('all that the lab says, in both languages, names commands that an installed lab has', (t) => {
  // It makes the pictures of README.md, and is not installed.
  // Of the messenger it says the refusals; the rest stands in a chat, where nothing is typed into a shell.
  const texts = [...Object.values(parts), messenger.errors!]
    .flatMap(Object.entries)
    .flat()
    .filter((text) => !/^Usage\s?: npm run screenshots /.test(text))
  t.true(texts.some((text) => text.includes('npm run')))
  for (const text of texts) {
    const installed = said(text)
    t.notRegex(installed, /npm run|\.lab\/|lab\/wire\//)
    t.notRegex(installed, /(?<!“|«\s)--(?!”|\s»)(?= |\])/)
  }
})

test('a folder below one’s home is typed from there', (t) => {
  t.is(runsAsTyped('/home/ann/.local/state/x', '/home/ann'), '~/.local/state/x/runs')
  t.is(runsAsTyped('/state/x', '/home/ann'), '/state/x/runs')
})
