/** The commands about this user's own account: one-time codes at the directory, export and import. */

import { refusalOf, withCodeIfNeeded } from '../directory/client'
import { LEAST_PASSPHRASE } from '../home/passphrase'
import { type Sentence, t } from '../language/sentence'
import { isYes } from '../language/yes'
import { LEAST_PASSWORD } from '../protocol/directory-api'
import { PeerError } from '../protocol/errors'
import { printable } from '../text/printable'
import { type ChatCommand, type CommandContext, usageOf } from './command-context'
import { manual, plain, quiet, shownName } from './entry'
import { count } from './figures'
import { readPath, words } from './line'
import { qrEntries } from './lists'

export const passphrase: ChatCommand = {
  places: [],
  async run(context, rest) {
    const { messenger, terminal, speak, show, now } = context
    if (rest !== '') throw usageOf('passphrase')
    const before = await terminal.askSecret(speak(t`Passphrase of now: `))
    const chosen = await chooseSecret(context, t`New passphrase`, LEAST_PASSPHRASE, {
      short: t`Nothing was changed: a passphrase has at least ${LEAST_PASSPHRASE} characters.`,
      unequal: t`Nothing was changed: the two were not the same.`,
    })
    await messenger.changePassphrase(before, chosen)
    show(quiet(now(), t`the new passphrase counts when you have left: all files are encrypted anew then`))
  },
}

/** Typed twice, for nobody sees it. @throws PeerError BAD_COMMAND */
async function chooseSecret(
  { terminal, speak }: Pick<CommandContext, 'terminal' | 'speak'>,
  question: Sentence,
  least: number,
  { short, unequal }: { readonly short: Sentence; readonly unequal: Sentence },
): Promise<string> {
  const chosen = await terminal.askSecret(speak(t`${question} (at least ${least} characters): `))
  if (chosen.length < least) throw new PeerError('BAD_COMMAND', short)
  if ((await terminal.askSecret(speak(t`The same once more: `))) !== chosen)
    throw new PeerError('BAD_COMMAND', unequal)
  return chosen
}

export const password: ChatCommand = {
  places: [],
  async run(context, rest) {
    const { messenger, show, now } = context
    if (rest !== '') throw usageOf('password')
    const chosen = await chooseSecret(context, t`New password for the directory`, LEAST_PASSWORD, {
      short: t`Nothing was changed: a password has at least ${LEAST_PASSWORD} characters.`,
      unequal: t`Nothing was changed: the two were not the same.`,
    })
    await messenger.changePassword(chosen)
    show(quiet(now(), t`the directory has your new password, and whoever was logged in elsewhere is out`))
  },
}

export const logOutEverywhere: ChatCommand = {
  places: [],
  slow: true,
  async run({ messenger, show, now }, rest) {
    if (rest !== '') throw usageOf('logout-everywhere')
    await messenger.logOutElsewhere()
    show(quiet(now(), t`every other login at the directory has ended`))
  },
}

export const register: ChatCommand = {
  places: [],
  async run({ messenger, terminal, speak, show, now }, rest) {
    if (rest !== '') throw usageOf('register')
    const { name } = messenger.status()
    const given = await terminal.askSecret(speak(t`Password of ${shownName(name)} at the directory: `))
    try {
      const asked = await messenger.registerAgain(given)
      show(
        quiet(
          now(),
          t`registered as ${shownName(name)}; ${count(asked, 'contact')} asked to be friends again`,
        ),
      )
    } catch (error) {
      if (refusalOf(error) !== 'NAME_TAKEN') throw error
      await takeBack({ messenger, terminal, speak }, name, given)
      show(
        quiet(
          now(),
          t`${shownName(name)} has the key of this home now; your friends see that it has changed`,
        ),
      )
    }
  },
}

/** The name has another key there. Whoever shows that one is out afterwards: that is asked once more. */
async function takeBack(
  { messenger, terminal, speak }: Pick<CommandContext, 'messenger' | 'terminal' | 'speak'>,
  name: string,
  given: string,
): Promise<void> {
  const answer = await terminal.ask(
    speak(
      t`${shownName(name)} has another key there: of a newer installation of yours, or of somebody who knows your password. Give it the key of this home instead? (yes/no): `,
    ),
  )
  if (!isYes(answer)) throw new PeerError('BAD_COMMAND', t`Nothing was changed.`)
  await withCodeIfNeeded(
    (code) => messenger.takeNameBack(given, code),
    async () => (await terminal.ask(speak(t`One-time code or recovery code: `))).trim(),
  )
}

export const totp: ChatCommand = { places: [['totp']], run: secondFactor }

export const exportIdentity: ChatCommand = {
  places: [['path']],
  async run(context, rest) {
    const { messenger, homeFolder, show, now } = context
    if (rest === '') throw usageOf('export')
    const path = readPath(rest, homeFolder)
    const passphrase = await chooseSecret(context, t`Passphrase for this file`, LEAST_PASSPHRASE, {
      short: t`Nothing was exported: the passphrase has at least ${LEAST_PASSPHRASE} characters.`,
      unequal: t`Nothing was exported: the two passphrases differ.`,
    })
    await messenger.exportTo(path, passphrase)
    show(
      quiet(
        now(),
        t`identity and contacts are in ${printable(path, 400)}`,
        t`Keep it and its passphrase apart.`,
      ),
    )
  },
}

export const importContacts: ChatCommand = {
  places: [['path']],
  async run({ messenger, terminal, speak, homeFolder, show, now }, rest) {
    if (rest === '') throw usageOf('import')
    const path = readPath(rest, homeFolder)
    const added = await messenger.importContacts(
      path,
      await terminal.askSecret(speak(t`Passphrase of this file: `)),
    )
    show(
      quiet(
        now(),
        added === 1
          ? t`${count(added, 'contact')} of this file was new and taken`
          : t`${count(added, 'contact')} of this file were new and taken`,
      ),
    )
  },
}

async function secondFactor(context: CommandContext, rest: string): Promise<void> {
  const { messenger, terminal, style, show, now } = context
  const [what, code, ...more] = words(rest).map(({ value }) => value)
  if (more.length > 0) throw usageOf('totp')
  if (what === 'on' && code === undefined) {
    const { uri, secret } = await messenger.enrolTotp()
    show(
      manual(t`Scan the code below with an authenticator app, or type this secret there:`),
      // The directory's words: marked where they go on.
      plain(`  ${printable(secret, 200)}`),
      manual(
        t`Then type /totp confirm CODE with the six digits that the app shows. Until then nothing changes.`,
      ),
      // Last: it takes a whole screen of 24 rows.
      ...qrEntries(uri, { ...style, columns: terminal.columns }),
    )
  } else if (what === 'confirm' && code !== undefined) {
    const codes = await messenger.confirmTotp(code)
    show(
      manual(
        t`From now on a login asks for a code of the app. Without the app, each of these replaces one code, once.`,
        t`They are shown only now: write them down, not on this computer.`,
      ),
      plain(...codes.map((one) => `  ${printable(one, 100)}`)),
    )
  } else if (what === 'off' && code !== undefined) {
    await messenger.removeTotp(code)
    show(quiet(now(), t`a login asks for no code any more`))
  } else throw usageOf('totp')
}
