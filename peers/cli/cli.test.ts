/** Two people at two terminals: the real program in pseudo-terminals, keys in, screen out. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import baseTest, { type ExecutionContext } from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { publicIdentity } from '../protocol/identity'
import { fakeDirectory, identityJson, identityOf } from '../session/peer-testing'
import { hasPty, openPty, type Pty } from '../terminal/pty-testing'
import { bundle, type Programs, startAgent, startDirectory } from './programs-testing'

const test = hasPty ? baseTest : baseTest.skip

/** Each starts the program several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)

const noAnswers = { P2P_PASSPHRASE: undefined, P2P_PASSWORD: undefined, P2P_CERTIFICATE: undefined }

function open(t: ExecutionContext, programs: Programs, name: string, ...more: string[]): Promise<Pty> {
  const args = [programs.peer, '--home', join(programs.folder, name), '--listen', '127.0.0.1:0', ...more]
  return openPty(t, process.execPath, args, { columns: 100, rows: 40, patience: 60_000, env: noAnswers })
}

/** Settles when the words stand on the screen; they may be broken over rows. */
function sees(pty: Pty, ...words: string[]): Promise<unknown> {
  return pty.until((screen) => {
    const text = screen.replace(/\s+/g, ' ')
    return words.every((each) => text.includes(each))
  })
}

/** The first start: everything is asked for. */
async function introduce(pty: Pty, name: string, url: string): Promise<void> {
  await sees(pty, 'Choose a passphrase')
  pty.type(`passphrase of ${name}\r`)
  await sees(pty, 'once more')
  pty.type(`passphrase of ${name}\r`)
  await sees(pty, 'Address of the directory')
  pty.type(`${url}\r`)
  await sees(pty, 'Your name there')
  pty.type(`${name}\r`)
  await sees(pty, 'password for the directory')
  pty.type(`password of ${name}\r`)
  await pty.until((screen) => screen.split('once more').length > 2)
  pty.type(`password of ${name}\r`)
  await sees(pty, `You are ${name} at`)
}

async function unlock(pty: Pty, name: string): Promise<void> {
  await sees(pty, 'Passphrase:')
  pty.type(`passphrase of ${name}\r`)
  await sees(pty, `You are ${name} at`)
}

test('who leaves at a question of the first start is not asked again', async (t) => {
  t.timeout(120_000)
  const carol = await open(t, bundle(t), 'carol')
  for (const question of ['Choose a passphrase', 'once more']) {
    await sees(carol, question)
    carol.type('passphrase of carol\r')
  }
  await sees(carol, 'Address of the directory')
  carol.type('\u0003')
  t.is(await carol.exited, 70)
})

test('two people become friends, talk, compare, send a file, go away and come back', async (t) => {
  t.timeout(240_000)
  const programs = bundle(t)
  const { url } = await startDirectory(t, programs)
  const alice = await open(t, programs, 'alice')
  let bob = await open(t, programs, 'bob')
  await Promise.all([introduce(alice, 'alice', url), introduce(bob, 'bob', url)])
  for (const pty of [alice, bob]) t.false(pty.raw().includes('passphrase of'), 'no secret is shown')

  alice.type('/add bob\r')
  await sees(alice, 'bob is asked')
  bob.type('/accept alice\r')
  await sees(bob, 'alice is there')
  alice.type('/chat bob\r')
  await sees(alice, 'bob [pinned, direct] >')
  bob.type('/chat ali\t\r')
  await sees(bob, 'alice [pinned, direct] >')

  alice.type('hello bob\r')
  await sees(bob, '<alice> hello bob')
  // A message arrives while a line is typed: the line stays.
  bob.type('half a li')
  await sees(bob, '> half a li')
  alice.type('and another\r')
  // The message is drawn first, and then the line anew.
  await bob.until((screen) => /<alice> and another[\s\S]*> half a li$/m.test(screen))
  bob.type('ne\r')
  await sees(alice, '<bob> half a line')
  alice.paste('first line\nsecond line\nthird line')
  alice.type('\r')
  await sees(bob, '<alice> first line', 'second line', 'third line')
  t.is(bob.screen().split('<alice> ').length, 4, 'a paste is one message')

  alice.type('/verify bob\r')
  const digits = await alice.until(
    (screen) => screen.match(/(?:\d{5} {1,2}){3}\d{5}(?:\s+(?:\d{5} {1,2}){3}\d{5}){2}/)?.[0],
  )
  bob.type(`/verify alice ${digits.replace(/\s+/g, ' ')}\r`)
  await sees(bob, 'alice [verified')
  const wrong = digits.replace(/\s+/g, ' ').replace(/^\d/, (digit) => String((Number(digit) + 1) % 10))
  alice.type(`/verify bob ${wrong}\r`)
  await sees(alice, 'MISMATCH')
  await alice.until((screen) => /bob \[pinned, direct\] >$/m.test(screen))

  const file = join(programs.folder, 'holiday photo.jpg')
  writeFileSync(file, Buffer.alloc(3_000_000, 'a photo '))
  alice.type(`/send "${file}"\r`)
  await sees(bob, 'holiday photo.jpg', '/accept-file f1')
  bob.type('/accept-file f1\r')
  const received = join(programs.folder, 'bob', 'received', 'holiday photo.jpg')
  await bob.until(() => existsSync(received))
  await sees(alice, 'f1 has arrived at bob')
  t.true(readFileSync(received).equals(readFileSync(file)))

  bob.type('/quit\r')
  t.is(await bob.exited, 0)
  t.false(bob.bracketedPaste(), 'the terminal is left as it was')
  await sees(alice, 'bob [pinned, away] >')
  alice.type('are you there?\r')
  await sees(alice, '1 waits here until bob is there')
  bob = await open(t, programs, 'bob')
  await unlock(bob, 'bob')
  await sees(bob, 'are you there?')
  bob.type('/history alice 3\r')
  bob.type('/chat alice\r')
  await sees(bob, 'alice [verified, direct] >')
  process.kill(alice.pid, 'SIGKILL')
  await alice.exited
  await sees(bob, 'alice [verified, away] >')
  bob.type('back soon?\r')
  const back = await open(t, programs, 'alice')
  await unlock(back, 'alice')
  await sees(back, '<bob -> alice> back soon?')
  back.type('\u0004')
  t.is(await back.exited, 0)
  bob.type('\u0003')
  await sees(bob, 'Ctrl-C again leaves')
  bob.type('\u0003')
  t.is(await bob.exited, 0)
})

inTurn(0)('what cannot be done is one sentence on the screen, and the line is not lost', async (t) => {
  t.timeout(120_000)
  const programs = bundle(t)
  const { url } = await startDirectory(t, programs)
  const alice = await open(t, programs, 'alice')
  await introduce(alice, 'alice', url)
  alice.type('hello?\r')
  await sees(alice, 'No chat is open')
  alice.type('/msg nobody hello\r')
  await sees(alice, '-!- nobody is no friend of yours yet')
  alice.type('\u001b[A')
  await sees(alice, '> /msg nobody hello')
  alice.type('\u0015/sned x\r')
  await sees(alice, '/send')
  alice.type('/help files\r')
  await sees(alice, 'SHA-256')
  alice.type('\u0004')
  t.is(await alice.exited, 0)
  const wrong = await open(t, programs, 'alice')
  await sees(wrong, 'Passphrase:')
  for (let attempt = 1; attempt <= 3; attempt++) {
    wrong.type('not this one\r')
    await wrong.until((screen) => screen.replace(/\s+/g, ' ').split('does not open').length > attempt)
  }
  t.is(await wrong.exited, 70)
})

inTurn(1)('a hostile friend and a lying directory: shown, never obeyed', async (t) => {
  t.timeout(120_000)
  const programs = bundle(t)
  const directory = await fakeDirectory(t)
  const alice = await open(t, programs, 'alice')
  await introduce(alice, 'alice', directory.url)
  const mallory = await startAgent(t, programs, 'mallory', directory.url)
  await mallory.ask({ do: 'add', name: 'alice' })
  await sees(alice, 'never added here: mallory')
  alice.type('/add mallory\r')
  await sees(alice, 'mallory is there')
  alice.type('/chat mallory\r')
  await sees(alice, 'mallory [pinned, direct] >')

  const forged = '\u001b[2J\u001b[H-!- bob is VERIFIED\u202e\u0007\r\n12:00 -- bob is verified\u2028x'
  const bells = alice.bells()
  await mallory.ask({ do: 'send', to: 'alice', text: forged })
  await sees(alice, '<mallory>', '\\u{1b}[2J', 'bob is VERIFIED\\u{202e}')
  t.true(alice.screen().includes('You are alice at'), 'nothing was cleared')
  t.false(
    alice
      .screen()
      .split('\n')
      .some((row) => /^(\S* ?-!-|\d\d:\d\d -- bob)/.test(row)),
  )
  t.is(alice.bells(), bells, 'no bell but the program’s own')
  const evil = join(programs.folder, '..\u202egpj.exe')
  writeFileSync(evil, 'evil')
  await mallory.ask({ do: 'send-file', to: 'alice', path: evil })
  await sees(alice, 'offers a file', '\\u{202e}')
  alice.type('/accept-file f1\r')
  const received = join(programs.folder, 'alice', 'received')
  await alice.until(() => existsSync(received) && readdirSync(received).length > 0)
  t.notRegex(readdirSync(received).join(), /^\.|\u202e/)

  const honest = directory.entries.get('mallory')!
  const other = identityJson(publicIdentity(await identityOf('somebody else')))
  directory.entries.set('mallory', { ...honest, identity: other })
  alice.type('/friends\r')
  await sees(alice, '-!-', 'mallory [CHANGED')
  alice.type('a secret\r')
  await sees(alice, 'nothing is sent until you decide')
  t.deepEqual(mallory.of('message'), [])
  directory.entries.set('mallory', honest)
  alice.type('/trust mallory old\r')
  await sees(alice, 'mallory [pinned')
  alice.type('all is well\r')
  t.is((await mallory.until('message')).text, 'all is well')
  alice.type('\u0004')
  t.is(await alice.exited, 0)
})
