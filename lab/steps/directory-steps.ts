/** What users do with their accounts at the directory. */

import { type Sentence, t } from '../../peers/language/sentence'
import { oneTimeCode } from '../conformance/one-time-code'
import type { RecordedStep, Step } from '../history/step'
import { DIRECTORY_URL, PEER_PORT } from '../scenario/scenario'
import { person } from '../text/format-names'
import type { Draws } from './draws'
import type { Ongoing, StepKinds } from './step-kind'

type AccountStep = Extract<Step, { do: 'account' }>

/** Has the user's program do something. */
type Ask = (command: object) => Promise<Readonly<Record<string, unknown>>>

interface AccountDeed<WrittenStep> {
  play(ask: Ask, step: WrittenStep, on: Ongoing, label: string): Promise<unknown>
  words(who: string): Sentence
}

const accountDeeds: { readonly [What in AccountStep['what']]: AccountDeed<AccountStep & { what: What }> } = {
  publish: {
    play: (ask, { by }, { testbed }) => ask({ do: 'publish', host: testbed.hostOf(by), port: PEER_PORT }),
    words: (who) => t`${who} tells the directory anew where calls are taken.`,
  },
  refresh: {
    play: (ask) => ask({ do: 'friends' }),
    words: (who) => t`${who} asks the directory for friends and their keys.`,
  },
  keep: {
    play: (ask, { friend }) => ask({ do: 'keep', name: friend }),
    words: (who) => t`${who} keeps the key that is known.`,
  },
  take: {
    play: (ask, { friend }) => ask({ do: 'take', name: friend }),
    words: (who) => t`${who} takes the key that is named, and compares nothing.`,
  },
  block: {
    play: (ask, { friend }) => ask({ do: 'block', name: friend }),
    words: (who) => t`${who} wants to hear nothing of Mallory.`,
  },
  unblock: {
    play: (ask, { friend }) => ask({ do: 'unblock', name: friend }),
    words: (who) => t`${who} lets Mallory in again.`,
  },
  resend: {
    play: (ask, { friend }) => ask({ do: 'resend', name: friend }),
    words: (who) => t`${who} agrees to send again what Mallory says to lack.`,
  },
  invite: {
    play(ask, _, { recorder, word }, label) {
      const text = invitedName(label, { word })
      recorder.note('lab', { event: 'secret', what: 'open request', text })
      return ask({ do: 'add-friend', name: text })
    },
    words: (who) => t`${who} asks somebody to be a friend whom nobody else knows of.`,
  },
  enrol: {
    async play(ask, { by }, { factors }) {
      const secret = String((await ask({ do: 'enrol' })).secret)
      const { recovery } = await ask({ do: 'confirm-enrolment', code: oneTimeCode(secret, Date.now()) })
      factors.set(by, { secret, recovery: String((recovery as unknown[])[0]), typed: '' })
    },
    words: (who) => t`${who} enrols a second factor.`,
  },
  'log-in': {
    play(ask, { by }, { testbed, factors }) {
      const factor = factors.get(by)
      // The code of the enrolment is used up. The next one serves half a minute early.
      if (factor) factor.typed = oneTimeCode(factor.secret, Date.now(), 1)
      const code = factor && { code: factor.typed }
      const password = testbed.passwordOf(by)
      return ask({ do: 'login', directory: DIRECTORY_URL, name: by, password, ...code })
    },
    words: (who) => t`${who} logs in.`,
  },
  unenrol: {
    play: (ask, { by }, { factors }) => ask({ do: 'unenrol', code: factors.get(by)?.recovery }),
    words: (who) => t`${who} switches the second factor off.`,
  },
}

export const directorySteps = {
  account: {
    pace: 'at-once',
    people: ({ by }) => [by],
    async play(step, on, label) {
      on.recorder.note('lab', recordedDeed(step))
      const { by, what } = step
      const deed: AccountDeed<AccountStep> = accountDeeds[what]
      await deed.play((command) => on.testbed.command(by, command), step, on, label)
    },
    by: ({ by }) => [by],
    describe: ({ by, what }) => accountDeeds[what].words(person(by)),
    pane: () => null,
  },
} satisfies Partial<StepKinds>

/** @returns what the history keeps of it. */
export function recordedDeed(step: AccountStep): Extract<RecordedStep, { do: 'account' }> {
  const { by, what } = step
  return { event: 'step', do: 'account', by, what, ...('friend' in step && { friend: step.friend }) }
}

/** @returns a name that nobody has, for somebody who is asked to be a friend. */
export function invitedName(label: string, { word }: Pick<Draws, 'word'>): string {
  return `friend-${word(label, 8)}`
}
