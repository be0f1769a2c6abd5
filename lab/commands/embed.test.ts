import test from 'ava'
import { embed, embedded, MATRIX } from './embed'

const page = `# Title\n\n${MATRIX.begin}\nold\n${MATRIX.end}\n\nThe rest.\n`

test('what stands between the marks is taken out, and other put in its place', (t) => {
  t.is(embedded(page), 'old')
  const written = embed(page, '| new |\n')
  t.is(written, `# Title\n\n${MATRIX.begin}\n\n| new |\n\n${MATRIX.end}\n\nThe rest.\n`)
  t.is(embedded(written!), '| new |')
  t.is(embed(written!, '| new |'), written)
})

for (const [what, without] of [
  ['no marks', '# Title\n'],
  ['one mark', `a ${MATRIX.begin} b`],
  ['marks the wrong way round', `${MATRIX.end} ${MATRIX.begin}`],
  ['a mark twice', `${MATRIX.begin} ${MATRIX.begin} ${MATRIX.end}`],
] as const)
  test(`a page with ${what} is left alone`, (t) => {
    t.is(embedded(without), null)
    t.is(embed(without, 'new'), null)
  })
