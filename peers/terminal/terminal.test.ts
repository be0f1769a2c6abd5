import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { withSources } from '../../lab/suite/programs-testing'
import { hasPty, openPty } from './pty-testing'

const program = [...withSources, join(__dirname, 'terminal-testing.ts')]

if (!hasPty) console.log('No script of util-linux is here: the tests in a pseudo-terminal are skipped.')
const testInPty = hasPty ? test : test.skip

testInPty('one typed while messages arrive, pasted, completed, asked, resized, left', async (t) => {
  const pty = await openPty(t, process.execPath, program, { columns: 40 })
  await pty.until((screen) => screen === 'bob >')
  t.true(pty.bracketedPaste())
  t.false(pty.cooked())
  pty.type(`${'x'.repeat(50)}漢字😀\x1b[D`)
  await pty.until((screen) => screen.endsWith('漢字😀'))
  for (let number = 1; number <= 3; number++) {
    process.kill(pty.pid, 'SIGUSR2')
    await pty.until((screen) => screen.includes(`message ${number}\n`))
  }
  const typed = `bob > ${'x'.repeat(33)}\n${'x'.repeat(17)}漢字😀`
  await pty.until((screen) => screen === `message 1\nmessage 2\nmessage 3\n${typed}`)
  t.deepEqual(pty.cursor(), { column: 21, row: 4 })
  pty.type('\x15\x0b')
  await pty.until((screen) => screen.endsWith('\nbob >'))
  pty.paste('one\ntwo\nthree')
  await pty.until((screen) => screen.endsWith('bob > one↵\ntwo↵\nthree'))
  pty.type('\r')
  await pty.until((screen) => screen.endsWith('line "one\\ntwo\\nthree"\nbob >'))
  pty.type('p\t\t')
  await pty.until((screen) => screen.endsWith('progress   prompt\nbob > pro'))
  pty.type('g\t50 %\r')
  await pty.until((screen) => screen.endsWith('50 %\nbob >'))
  pty.type('progress\rsecret\rhunter2\r')
  await pty.until((screen) => screen.endsWith('Passphrase:\nanswer "hunter2"\nbob >'))
  t.notRegex(pty.raw().replace('answer "hunter2"', ''), /h\S*unter/)
  pty.resize(20, 10)
  // The signal of the new size may come after the keys.
  for (let asked = 1, told = ''; !told.endsWith('20 columns\nbob >'); asked++) {
    pty.type('size\r')
    told = await pty.until(
      (screen) => screen.split('columns\n').length > asked && screen.endsWith('columns\nbob >') && screen,
    )
  }
  pty.type('bell\r\x1b[A\x1b[A\r')
  await pty.until((screen) => screen.endsWith('20 columns\n20 columns\nbob >'))
  t.is(pty.bells(), 1)
  pty.type('gone\x03\x04')
  t.is(await pty.exited, 0)
  t.true(pty.screen().endsWith('20 columns\nended'))
  t.false(pty.bracketedPaste())
})

testInPty('however it ends or stops, the shell has its terminal back', async (t) => {
  const shell = await openPty(t, '/bin/sh', ['-i'], { env: { PS1: 'sh: ', ENV: undefined } })
  const start = () => {
    shell.type(`clear; '${process.execPath}' ${program.map((word) => `'${word}'`).join(' ')}\r`)
    return shell.until((screen) => screen === 'bob >')
  }
  const back = async () => {
    await shell.until((screen) => screen.endsWith('\nsh:'))
    // The shell itself has a line editor: what counts is what it found, and its next program finds.
    shell.type('clear; stty -a | grep -o "[-]*icanon"\r')
    await shell.until((screen) => screen === 'icanon\nsh:')
    t.false(shell.bracketedPaste())
  }
  await shell.until((screen) => screen === 'sh:')
  for (const end of ['\x04', 'throw\r', 'die\r']) {
    await start()
    shell.type(end)
    if (end === 'throw\r') await shell.until((screen) => screen.includes('Error: as told'))
    await back()
  }
  await start()
  shell.type('half\x1a')
  await back()
  shell.type('clear; fg\r')
  await shell.until((screen) => screen.endsWith('bob > half'))
  t.true(shell.bracketedPaste())
  shell.type(' done\r')
  await shell.until((screen) => screen.endsWith('line "half done"\nbob >'))
  shell.type('\x04')
  await back()
})

testInPty('without a shell above it Ctrl-Z does not stop it', async (t) => {
  const pty = await openPty(t, process.execPath, program)
  await pty.until((screen) => screen === 'bob >')
  pty.type('half\x1a')
  await pty.until((screen) => screen === 'bob > half')
  pty.type('!\r')
  await pty.until((screen) => screen === 'line "half!"\nbob >')
  t.false(pty.cooked())
})

testInPty('NO_COLOR: no colours; a dumb terminal: no escape sequence at all', async (t) => {
  const plain = await openPty(t, process.execPath, program, { env: { NO_COLOR: '1' } })
  await plain.until((screen) => screen === 'bob >')
  t.notRegex(plain.raw(), /\[\d*m/)
  const dumb = await openPty(t, process.execPath, program, { env: { TERM: 'dumb' } })
  await dumb.until((screen) => screen === 'bob >')
  t.true(dumb.cooked())
  dumb.type('hello\r')
  await dumb.until((screen) => screen === 'bob > hello\nline "hello"\nbob >')
  process.kill(dumb.pid, 'SIGUSR2')
  await dumb.until((screen) => screen.endsWith('bob >\nmessage 1\nbob >'))
  dumb.type('secret\r')
  await dumb.until((screen) => screen.endsWith('Passphrase:'))
  await dumb.until(() => !dumb.cooked())
  dumb.type('x\x15hunterx\x7f2\r')
  await dumb.until((screen) => screen.endsWith('Passphrase:\nanswer "hunter2"\nbob >'))
  t.true(dumb.cooked())
  dumb.type('ask\r')
  await dumb.until((screen) => screen.endsWith('Colour?'))
  dumb.type('red\r')
  await dumb.until((screen) => screen.endsWith('Colour? red\nanswer "red"\nbob >'))
  dumb.type('\x04')
  t.is(await dumb.exited, 0)
  t.false(dumb.raw().includes('\x1b'))
})

test('pipes: lines in, lines out, and what answers a question is no line', async (t) => {
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'pipe'] })
  t.teardown(() => child.kill('SIGKILL'))
  child.stdin.end('hello\r\nask\nred\nsecret\nhunter2\nprogress 50 %\nbell\n漢字\nlast')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  t.is(output, 'line "hello"\nanswer "red"\nanswer "hunter2"\nline "漢字"\nline "last"\nended\n')
  t.is(errors, '')
})

test('pipes: an end of input is no answer', async (t) => {
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  child.stdin.end('ask\n')
  t.is(await text(child.stdout), 'ended\nno answer: BAD_COMMAND\n')
})
