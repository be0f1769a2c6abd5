import { join } from 'node:path'
import test from 'ava'
import { hasPty, openPty } from './pty-testing'

const program = ['-r', 'ts-node/register', join(__dirname, 'terminal-testing.ts')]
const inPty = hasPty ? test : test.skip
if (!hasPty) console.log('No util-linux script here: the tests in a pseudo-terminal are skipped.')

inPty('a line is typed', async (t) => {
  const pty = await openPty(t, process.execPath, program)
  await pty.until((screen) => screen.endsWith('bob >'))
  pty.type('hello')
  await pty.until((screen) => screen.endsWith('bob > hello'))
  pty.type('\r')
  await pty.until((screen) => screen === 'line "hello"\nbob >')
  pty.type('secret\r')
  await pty.until((screen) => screen.endsWith('Passphrase:'))
  pty.type('abc\r')
  console.log(await pty.until((screen) => screen.includes('Secret:') && screen))
  pty.paste('one\ntwo\n\tthree')
  console.log(await pty.until((screen) => screen.includes('three') && screen))
  t.false(pty.cooked())
  pty.type('\x15\x04')
  t.is(await pty.exited, 0)
  console.log(pty.screen(), JSON.stringify(pty.raw()), pty.modes())
})
