import test from 'ava'
import { help as ofDirectory } from '../../directory/cli/options'
import { help } from '../cli/options'
import { french } from '../language/french'
import { english, speaker } from '../language/sentence'
import { inColumns } from './columns'
import { invocation } from './invocation'

const npm = (script: string, program: string) =>
  [{}, { npm_lifecycle_event: script }].map((env) => invocation(script, program, env))

const texts = [
  ...npm('peer', 'p2p').flatMap((typed) => [help(typed, english), help(typed, speaker(french))]),
  ...npm('directory', 'p2p-directory').map(ofDirectory),
]

test('every --help has at most 80 columns, in both languages, however the program was started', (t) => {
  for (const text of texts)
    t.deepEqual(
      text.split('\n').filter((row) => row.length > 80),
      [],
    )
})

test('no word is lost, a flag begins its row, and what it is for stands in one column', (t) => {
  const words = (text: string) => text.split(/[ \n]+/)
  for (const text of texts) {
    t.deepEqual(words(inColumns(text.replace(/\n {24}/g, ' '))), words(text))
    for (const row of text.split('\n').filter((each) => /^ {2}--/.test(each))) {
      t.regex(row.slice(24), /^\S/)
      t.is(row[23], ' ')
    }
  }
})

test('a paragraph is broken anew; what is in brackets stays together', (t) => {
  t.is(
    inColumns(`${'word '.repeat(10)}\n${'word '.repeat(10)}end`.replace(/ \n/, '\n')).split('\n').length,
    2,
  )
  t.is(
    inColumns(`Usage: program backup FILE [--decrypted] [--data FOLDER] [--other FOLDER] [--key FILE]`),
    'Usage: program backup FILE [--decrypted] [--data FOLDER] [--other FOLDER]\n       [--key FILE]',
  )
})
