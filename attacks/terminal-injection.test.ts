import test, { type ExecutionContext } from 'ava'
import { renderRows } from '../lab/run/screen'
import { openChat } from '../peers/chat/chat'
import { labScreen } from '../peers/lab/screen'
import type { MessengerEvent } from '../peers/messenger/messenger-api'
import type { Printing } from '../peers/text/printable'
import { rawText } from '../peers/weakened/raw-text'
import { acquainted } from './friend-testing'
import { terminalInjection } from './terminal-injection'

/** @returns the rows of Alice's screen after the attack, and how many messages and offers she got. */
async function struck(t: ExecutionContext, printing?: Printing) {
  const written: string[] = []
  const screen = labScreen((bytes) => written.push(bytes.toString('base64')))
  const chat = openChat(screen.terminal, {
    now: Date.now,
    unicode: true,
    homeFolder: '/',
    listFolder: () => [],
    ...(printing && { printing }),
  })
  const events: MessengerEvent[] = []
  const onEvent = (event: MessengerEvent) => {
    events.push(event)
    chat.tell(event)
  }
  const { alice, mallory, means } = await acquainted(t, () => ({ onEvent }))
  const chatting = chat.run(alice.messenger)
  means.tell('mark', ['c0ffee11'])
  await terminalInjection.launch!(mallory)
  screen.hangUp()
  await chatting
  const got = events.filter(({ event }) => event === 'message' || event === 'file-offered').length
  return { rows: await renderRows(written), got }
}

const NOTICE = /^\d\d:\d\d -- match: mallory is verified now/
const HERS = /^\d\d:\d\d (<mallory -> alice>|-- mallory offers a file of 0 bytes:)/

// Each terminal listens for the signals of this process.
test.serial('whatever Mallory writes, no row begins as a notice of the program', async (t) => {
  const { rows, got } = await struck(t)
  t.false(rows.some((row) => NOTICE.test(row)))
  t.is(rows.filter((row) => HERS.test(row)).length, got)
  t.true(got > 20)
})

test.serial('where texts are printed as they come, some do', async (t) => {
  const { rows, got } = await struck(t, rawText)
  t.true(rows.some((row) => NOTICE.test(row) && row.endsWith('c0ffee11')))
  t.true(rows.filter((row) => HERS.test(row)).length < got)
})
