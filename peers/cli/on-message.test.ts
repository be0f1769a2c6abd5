import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { english } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { onMessage } from './on-message'

const message = (text: string, friend = 'bob'): MessengerEvent => ({
  event: 'message',
  friend,
  id: '1',
  text,
  at: 0,
  written: 0,
})

function place(t: ExecutionContext, command: (file: string) => string, patience?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'on-message-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'out')
  let told: (sentence: string) => void = () => {}
  const complaint = new Promise<string>((resolve) => {
    told = resolve
  })
  const take = onMessage({
    command: command(file),
    isMuted: (friend) => friend === 'mallory',
    complain: (sentence) => told(english(sentence)),
    ...(patience && { patience }),
  })
  return { take, file, complaint }
}

test('the command has the friend’s name and the text, whatever is in it, and nothing of it is a command', async (t) => {
  const { take, file, complaint } = place(
    t,
    (out) => `{ printf '%s: ' "$P2P_FRIEND"; cat; echo; } >> '${out}'; ! grep -q last '${out}'`,
  )
  const nasty = '$(touch pwned); `touch pwned` "; touch pwned; \' \n two'
  take(message(nasty))
  take(message('not heard', 'mallory'))
  take({ event: 'online', friend: 'bob', fingerprint: '', way: 'direct' })
  take(message('last', 'carol'))
  t.is(await complaint, 'The command of --on-message fails: it ended with status 1.')
  t.is(readFileSync(file, 'utf8'), `bob: ${nasty}\ncarol: last\n`)
  t.false(existsSync('pwned'))
})

test('a command that somebody else ends is not called a slow one', async (t) => {
  const { take, complaint } = place(t, () => 'kill -TERM $$')
  take(message('a'))
  t.is(await complaint, 'The command of --on-message fails: it was ended by SIGTERM.')
})

test('of a flood some are passed over, and a command that does not end is ended', async (t) => {
  const { take, file, complaint } = place(
    t,
    (out) => `cat >> '${out}'; if grep -q x '${out}'; then sleep 100; fi`,
    200,
  )
  for (let index = 0; index < 1000; index++) take(message(index === 0 ? 'a' : 'x'))
  t.regex(await complaint, /took longer than 0\.2 seconds/)
  t.true(readFileSync(file, 'utf8').length <= 21)
})
