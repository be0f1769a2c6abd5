import test from 'ava'
import { complaints } from './complaints'
import { sentencesIn } from './texts'

const of = (content: string) => ({ file: 'a.ts', content })
const texts = (found: readonly { readonly text: string }[]) => found.map(({ text }) => text)
const said = (...english: string[]) => english.map((text) => ({ text, where: 'a.ts' }))

test('all that is there in French, gaps in another order, is no complaint', (t) => {
  t.deepEqual(
    complaints(said('{0} calls {1}.', '{0}'), {
      'lab/language/french-some.ts': { '{0} calls {1}.': '{1} est appelé par {0}.' },
    }),
    [],
  )
})

test('a text without French is told with its place', (t) => {
  t.deepEqual(complaints(said('Nobody answers.'), {}), [
    'a.ts says without French in a french-*.ts: Nobody answers.',
  ])
})

test('marks between gaps need no French, and may have it', (t) => {
  t.deepEqual(complaints(said('{0}; {1}'), {}), [])
  t.deepEqual(
    complaints(said('{0}; {1}'), { 'lab/language/french-some.ts': { '{0}; {1}': '{0}\u202f; {1}' } }),
    [],
  )
})

test('French that nobody says any more', (t) => {
  t.deepEqual(
    complaints([], { 'lab/language/french-some.ts': { 'Nobody answers.': 'Personne ne répond.' } }),
    ['lab/language/french-some.ts translates what nobody says any more: Nobody answers.'],
  )
})

for (const french of ['{0} appelle.', '{0} appelle {1} et {2}.', '{0} appelle {2}.'])
  test(`a gap that is lost or too many: ${french}`, (t) => {
    t.deepEqual(
      complaints(said('{0} calls {1}.'), { 'lab/language/french-some.ts': { '{0} calls {1}.': french } }),
      ['lab/language/french-some.ts does not keep the gaps of: {0} calls {1}.'],
    )
  })

test('one text in two dictionaries', (t) => {
  const one = { passed: 'réussi' }
  t.deepEqual(
    complaints(said('passed'), { 'lab/language/french-one.ts': one, 'lab/language/french-two.ts': one }),
    ['lab/language/french-two.ts and lab/language/french-one.ts both translate: passed'],
  )
})

for (const french of ["l'appel", 'Quoi ?', '« oui »', '«oui»'])
  test(`French that is not set as French is: ${french}`, (t) => {
    t.regex(
      complaints(said('yes'), { 'lab/language/french-some.ts': { yes: french } }).join(),
      /french-some.ts wants /,
    )
    const set = french
      .replace("'", '’')
      .replace(/« ?/, '«\u202f')
      .replace(/ ?([?»])/, '\u202f$1')
    t.deepEqual(complaints(said('yes'), { 'lab/language/french-some.ts': { yes: set } }), [])
  })

test('sentences are found wherever they are tagged, nested ones as well', (t) => {
  const source = of(`const a = t\`\${t\`one\`} and \${b}\`\nconst c = x\`not this\`\n// t\`nor this\``)
  t.deepEqual(texts(sentencesIn(source)), ['{0} and {1}', 'one'])
})
