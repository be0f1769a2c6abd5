import test from 'ava'
import { french } from '../language/french'
import { english, speaker } from '../language/sentence'
import { commands } from './commands'
import { manual, render } from './entry'
import { commandPages, helpRows, subjectPages } from './help'

const languages = [english, speaker(french)]

const show = (topic: string, columns = 80, say = english) =>
  render(manual(...helpRows(topic, say)), { columns, colour: false }, say).split('\n')

test('each command has its help, and each help its command', (t) => {
  t.deepEqual(
    Object.keys(commands)
      .filter((name) => name !== 'refuse-file')
      .sort(),
    Object.keys(commandPages).sort(),
  )
  for (const [name, page] of Object.entries(commandPages)) {
    t.true(english(page.usage).startsWith(`/${name}`))
    for (const say of languages) t.true(say(page.summary).length <= 48, say(page.summary))
    t.is(show(name)[0], english(page.usage))
    t.deepEqual(show(`/${name.toUpperCase()}`), show(name))
  }
})

test('the list names each command and each subject, on a line each', (t) => {
  for (const say of languages) {
    const rows = show('', 80, say)
    for (const page of Object.values(commandPages)) {
      const [usage, summary] = [say(page.usage), say(page.summary)]
      const named = rows.filter(
        (row) => row.includes(`  ${usage}`) && (usage.length > 26 || row.endsWith(summary)),
      )
      t.is(named.length, 1, usage)
    }
    for (const name of Object.keys(subjectPages)) t.true(rows.join(' ').includes(`/help ${name}`))
  }
})

test('no line of the manual is wider than the screen', (t) => {
  for (const topic of ['', ...Object.keys(commandPages), ...Object.keys(subjectPages)])
    for (const columns of [60, 80, 200])
      for (const say of languages)
        for (const row of show(topic, columns, say)) t.true(row.length < Math.min(columns, 100), row)
})

test('a subject that is a command too has both texts; an unknown one is told', (t) => {
  t.is(show('files')[0], '/files')
  t.true(show('files').some((row) => row.includes('/accept-file')))
  t.deepEqual(show('refuse-file'), show('cancel'))
  t.deepEqual(show('fiels'), ['There is no help about “fiels”; did you mean /help files?'])
  t.deepEqual(show('toString'), ['There is no help about “tostring”: /help alone lists what there is.'])
})
