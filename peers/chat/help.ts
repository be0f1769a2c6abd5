/**
 * The chat's manual: a line for each command, and a text for each command and each subject. A row is a paragraph:
 * it is broken where the screen ends, and what goes on stands under its beginning, see entry.ts.
 */

import { nearest } from '../command-line/nearest'
import { english, type Say, type Sentence, t } from '../language/sentence'
import { printable } from '../text/printable'
import type { RowText } from './entry'

interface Page {
  readonly usage: Sentence
  /** At most 48 characters, in each language. */
  readonly summary: Sentence
  readonly text: readonly RowText[]
}

/** In the order of `/help`. */
export const commandPages = {
  help: {
    usage: t`/help [COMMAND or SUBJECT]`,
    summary: t`this list, or more about one thing`,
    text: [t`/help alone lists the commands and the subjects.`],
  },
  friends: {
    usage: t`/friends`,
    summary: t`who there is, and who asks to be a friend`,
    text: [
      t`Asks the directory, then lists your friends: how far their key is trusted (/help trust), whether they are there, and how much waits for them. Below it who asks you, and whom you asked.`,
    ],
  },
  add: {
    usage: t`/add NAME`,
    summary: t`ask somebody to be your friend`,
    text: [
      t`The directory tells NAME, who can accept with /accept. It does not say whether a NAME exists. Where NAME asked you before, this accepts.`,
      t`It also takes somebody whom the directory calls your friend and you never added here, as in a new home of yours: nobody becomes a friend by its word alone.`,
    ],
  },
  accept: {
    usage: t`/accept NAME`,
    summary: t`become friends with somebody who asks`,
    text: [
      t`From then on NAME learns your address and your key, and you theirs, and you can talk.`,
      t`To decline: /remove NAME.`,
    ],
  },
  remove: {
    usage: t`/remove NAME`,
    summary: t`end a friendship, decline or take back a request`,
    text: [
      t`NAME learns your address no more and cannot write to you. What waits for NAME is dropped, also if you become friends again. The key you knew, and that you verified it, is forgotten. The history stays on this disk.`,
    ],
  },
  block: {
    usage: t`/block NAME`,
    summary: t`hear nothing more of somebody`,
    text: [
      t`No session, message or request of NAME until /unblock, also after a restart. It asks nobody, so it works while the directory is away or a disk is full. What was said, the key that you knew and that you verified it stay; what you said and NAME did not get waits.`,
      t`NAME is not told, but sees that you are away. The directory still tells NAME your address: /remove NAME ends that too.`,
    ],
  },
  unblock: {
    usage: t`/unblock NAME`,
    summary: t`take back /block`,
    text: [t`What NAME said meanwhile comes now, if NAME is still your friend.`],
  },
  mute: {
    usage: t`/mute NAME`,
    summary: t`show no messages of somebody by themselves`,
    text: [
      t`No line, no bell and no --on-message for what NAME says, also after a restart. The prompt says how many messages are unread, /friends of whom; /chat NAME shows them. Offers of files, a changed key and alarms are told. NAME is told nothing, and their messages count as delivered.`,
    ],
  },
  unmute: {
    usage: t`/unmute NAME`,
    summary: t`take back /mute`,
    text: [t`What came meanwhile stays unread until /chat NAME.`],
  },
  rename: {
    usage: t`/rename NAME [NICKNAME]`,
    summary: t`a nickname of your own for a friend`,
    text: [
      t`Bobby (bob) stands where bob stood, on your screen alone: bob and the directory are told nothing. Commands take the name; Tab makes it of a nickname, and /chat takes both. The name always stands beside it, since names are what nobody else can have: whoever registers as bobby is no Bobby (bob).`,
      t`NICKNAME has at most 32 letters, digits or pictures, with spaces and . ' _ - between them. Without NICKNAME it is taken back; /remove takes it back too.`,
    ],
  },
  chat: {
    usage: t`/chat [NAME]`,
    summary: t`open the chat with a friend; text goes there`,
    text: [
      t`The prompt shows whom you talk to, how far their key is trusted, and “away” when they are not there:`,
      t`  bob [verified, away] > `,
      t`The last lines of the history are shown. Without NAME the open chat is closed.`,
    ],
  },
  msg: {
    usage: t`/msg NAME TEXT`,
    summary: t`send one text, whichever chat is open`,
    text: [t`Like plain text in the open chat, see /help messages. The open chat stays open.`],
  },
  send: {
    usage: t`/send [NAME] PATH…`,
    summary: t`offer a file, a folder or several`,
    text: [
      t`Offers the file to NAME, or to the open chat. It is read once for its SHA-256; its bytes go when the friend accepts, from where the file is: leave it there until it has gone.`,
      t`Several go as one offer, and are one folder there: at most 4,000 files. A folder goes with all that is in it, but empty folders; links in it are refused.`,
      t`PATH may stand in "quotes", ~ is your home folder, Tab completes. See /help files.`,
    ],
  },
  'accept-file': {
    usage: t`/accept-file LABEL`,
    summary: t`take a file that was offered`,
    text: [t`LABEL is what the offer shows, such as f2. The end of the transfer tells where the file is.`],
  },
  cancel: {
    usage: t`/cancel LABEL`,
    summary: t`refuse an offer, or end a transfer`,
    text: [
      t`Works on either side and at any moment: before a transfer began it refuses or takes back the offer.`,
      t`/refuse-file is the same.`,
    ],
  },
  files: {
    usage: t`/files`,
    summary: t`offers and transfers`,
    text: [
      t`Lists what is offered, running, waiting for a friend, and what ended since this program started.`,
    ],
  },
  verify: {
    usage: t`/verify [NAME] [NUMBER]`,
    summary: t`compare safety numbers: is it really their key?`,
    text: [
      t`Without NUMBER: shows the safety number of you and NAME as digits, as words and as a QR code, which holds the digits. It is the same on both screens if nobody stands between you. Compare it where nobody can change it: side by side, or by voice. Not through this chat.`,
      t`With NUMBER: type what NAME sees, 60 digits or 19 words, spaces anywhere. A match makes NAME verified.`,
      t`Without NAME the open chat is meant. QR codes are light on dark: without colours (NO_COLOR) they need a dark screen.`,
    ],
  },
  trust: {
    usage: t`/trust NAME new|old`,
    summary: t`settle a changed key without comparing`,
    text: [
      t`  new  takes the new key, unverified. Right if NAME has a new installation; wrong if somebody pretends to be NAME: only comparing tells. What waited for the old key does not go to the new one by itself: /resend NAME. For a friend whom you had verified this is refused: /verify.`,
      t`  old  keeps the key you knew. Whoever shows another one is refused.`,
    ],
  },
  resend: {
    usage: t`/resend NAME [COUNT|drop]`,
    summary: t`send again what was lost, or to a new key`,
    text: [
      t`What NAME has confirmed is never sent again by itself, and what you said for one key goes to no other. If NAME was brought back from a backup and says to lack messages of yours (while this program runs), or messages wait for a key that NAME had before, you are told.`,
      t`/resend NAME shows how many messages that are and since when, and sends nothing. Ask NAME, not through this chat: whoever stole the key of NAME would ask for your messages in just this way.`,
      t`  COUNT  sends exactly so many; if it is another number by now, nothing. NAME sees that they come again.`,
      t`  drop   drops what waits for an earlier key.`,
      t`Files do not go again: /send them.`,
    ],
  },
  history: {
    usage: t`/history [NAME] [COUNT|DAY] [whole]`,
    summary: t`the last messages and files of a chat`,
    text: [
      t`The last COUNT items (20), or those of a day (2026-11-22) or month (2026-11), oldest first, in the order in which they reached this disk. Without NAME the open chat is meant. Of a text with more than 200 rows these are shown; with “whole” all are. Before what you said may stand:`,
      t`  [waiting]  it is in the outbox and goes when the friend is there`,
      t`  [sent]     it is on its way; if the session is cut it goes again, and arrives once`,
      t`  [dropped]  the friendship ended before it went`,
      t`  nothing    it is on the disk of your friend`,
    ],
  },
  search: {
    usage: t`/search [NAME] WORDS`,
    summary: t`find words in what was said`,
    text: [
      t`The newest messages, and files by their names, that have WORDS as they stand there, small and capital letters alike. Without NAME in all chats.`,
    ],
  },
  delete: {
    usage: t`/delete [NAME] [WORDS]`,
    summary: t`delete one message from this disk`,
    text: [
      t`Lists the last messages, or those that have WORDS, with numbers; /delete NUMBER deletes that one, for good. Without NAME the open chat is meant.`,
      t`What has gone to NAME stays there. What waits and was never sent never goes. What may be on its way stays until NAME has confirmed it.`,
    ],
  },
  edit: {
    usage: t`/edit [NAME]`,
    summary: t`change a message before it goes`,
    text: [
      t`Lists what waits for NAME, or in the open chat, and was never sent, with numbers; /edit NUMBER TEXT says TEXT in its place. What has gone, or may have, is not changed from here: nobody could say that the friend had not read it.`,
    ],
  },
  forget: {
    usage: t`/forget NAME TIME [COUNT]`,
    summary: t`clear what was said long ago from this disk`,
    text: [
      t`TIME is a year, a month or a day: 2025, 2025-01, 2025-01-14. Shows how many items of that time there are, and clears nothing; with COUNT exactly so many are cleared, for good: their keys are deleted with them. What waits, or was not shown to you yet, stays. NAME keeps what is there.`,
    ],
  },
  status: {
    usage: t`/status`,
    summary: t`your name, key, address, directory and folders`,
    text: [t`Also says why, if the directory does not answer.`],
  },
  totp: {
    usage: t`/totp on | /totp confirm CODE | /totp off CODE`,
    summary: t`one-time codes for your login at the directory`,
    text: [
      t`  on       shows a QR code for an authenticator app (RFC 6238), and the secret to type instead.`,
      t`  confirm  takes the six digits that the app shows then. From then on a login with your password needs such a code; this program logs in with your key, which needs none. Shows recovery codes once: each replaces one code. Write them down, not on this computer.`,
      t`  off      ends it; takes a code of the app or a recovery code.`,
    ],
  },
  passphrase: {
    usage: t`/passphrase`,
    summary: t`another passphrase for this home`,
    text: [
      t`Asks for the one of now, and for the new one twice. All files are encrypted anew when you leave (/quit); until then, and if this program is killed, the one of now counts. Copies and exports that you made before open with the passphrase that they had.`,
    ],
  },
  password: {
    usage: t`/password`,
    summary: t`another password at the directory`,
    text: [
      t`Asks for the new one twice, and not for the one before: your key says that it is you. Whoever was logged in with your name elsewhere is out. The password gives your name a new key if you lose this home (/help identity), so it is worth as much as your name.`,
    ],
  },
  'logout-everywhere': {
    usage: t`/logout-everywhere`,
    summary: t`end all other logins at the directory`,
    text: [
      t`Only this program stays logged in. Somebody who has your key, or your password and your one-time codes, can log in again: /password changes the one, a new key ends the other (/help identity).`,
    ],
  },
  register: {
    usage: t`/register`,
    summary: t`register again at a directory set up anew`,
    text: [
      t`For a directory that does not take your key any more, because it was set up anew: asks for a password, registers your name with your key, and asks all your contacts to be friends again. They accept by /add or by doing the same.`,
      t`Where your name has another key there, the password (and a one-time code, if that is on) gives it the key of this home, and whoever has the other one is out. Your friends see that the key has changed.`,
    ],
  },
  export: {
    usage: t`/export PATH`,
    summary: t`write your identity and contacts into one file`,
    text: [
      t`Asks for a passphrase of that file, twice. Whoever has both the file and its passphrase is you. Nothing is overwritten. See /help identity.`,
    ],
  },
  import: {
    usage: t`/import PATH`,
    summary: t`take the contacts of an export of yours`,
    text: [
      t`Asks for the passphrase of the file and adds the contacts that are not known here. Only for an export of this same identity; to move an identity see /help identity.`,
    ],
  },
  quit: {
    usage: t`/quit`,
    summary: t`leave`,
    text: [
      t`Ctrl-D does the same, and Ctrl-C twice on an empty line. What waits stays on disk and goes next time.`,
    ],
  },
} satisfies Record<string, Page>

export type CommandName = keyof typeof commandPages | 'refuse-file'

export const subjectPages: Readonly<Record<string, readonly RowText[]>> = {
  messages: [
    t`Plain text goes to the open chat (/chat bob), /msg bob TEXT to anybody. A text that begins with a slash: type two. A paste of several lines is one message.`,
    '',
    t`  14:02 <alice> hello           yours, to the open chat`,
    t`  14:02 <bob> hello             from the open chat`,
    t`  14:02 <carol -> alice> hello  from another chat; the bell rings`,
    t`  14:02 <bob, written 09:15> …  it waited; by the clock of bob, which may be wrong`,
    t`        | …                     more of the same message; only what goes on looks so`,
    t`  14:02 -- …  and  14:02 -!- …  this program; with -!- it needs you`,
    '',
    t`What you send is on your disk before it is shown. If the friend is away it waits there, also when you quit, and goes when both of you are there.`,
    t`When messages that had waited, or needed longer than ten seconds, have arrived, a line with -- says so. If nothing is said, a message to a friend who is there has arrived; /history shows the state of each.`,
    t`What was refused is not lost: Up brings it back into the line.`,
    t`Characters that would act on your screen are shown as \\u{…} instead.`,
  ],
  files: [
    t`/send bob "~/my report.pdf" offers a file. The friend sees name and size, and types /accept-file LABEL or /cancel LABEL. Several may run at once; the line above the prompt shows how far they are.`,
    t`A transfer that is cut goes on where it stopped, also after a restart of either side. The file appears under its name when it is whole and its SHA-256 is the one that was offered. Nothing is overwritten: a number is added to the name.`,
    t`The name that a sender gives is never used as a path. /status tells where received files appear, /files lists offers and transfers.`,
  ],
  trust: [
    t`Each user has a key. The prompt and /friends show how sure you can be whose key it is:`,
    t`  unknown   no key is known yet: you are not friends, or the directory has not told it.`,
    t`  pinned    the key that came with the friendship, and the same since. Good against everybody but one who stood between you from the beginning.`,
    t`  verified  you compared safety numbers (/verify): it is that friend.`,
    t`  CHANGED!  another key was shown than the known one. Either the friend has a new installation, or somebody stands between you. Nothing is sent until it is settled: ask the friend, not through this chat. Then /verify NAME NUMBER to be sure, or /trust NAME new, or /trust NAME old. What waits for the known key goes to no other unless you say so: /resend NAME.`,
    t`Pinned is fine for everyday talk; compare once with those who matter.`,
  ],
  identity: [
    t`Your identity is your keys. They are in your home folder (/status), encrypted under your passphrase. Nobody can restore them or the passphrase: make an /export and keep it elsewhere.`,
    '',
    t`To move to another computer:`,
    t`  here   /export PATH, then /quit: two programs must not use one identity at the same time`,
    t`  there  start this program with  import FILE  and an empty home; it asks for the passphrase of the file`,
    t`The history is not in the export. On the same identity /import PATH adds contacts.`,
    '',
    t`If the keys are lost, or somebody else has them: start this program with an empty home (--home) and your name. It says that the name is taken, asks for its password and a one-time code if that is on, and gives your name new keys. The earlier ones end at the directory at once. Your friends see CHANGED and decide: compare with them (/help trust). You add them again by name.`,
  ],
  keys: [
    t`  Tab       completes commands, names of friends, labels of files, paths`,
    t`  Up, Down  what you typed before`,
    t`  Ctrl-C    empties the line; twice where it is empty: leaves`,
    t`  Ctrl-D    leaves where the line is empty`,
  ],
}

/** @returns the answer to `/help TOPIC`: the rows of a page, or a sentence. */
export function helpRows(topic: string, say: Say = english): readonly RowText[] {
  const name = topic.toLowerCase().replace(/^\//, '')
  if (name === '') return overview(say)
  const subject = Object.hasOwn(subjectPages, name) ? subjectPages[name] : undefined
  const page: Page | undefined = isPage(name) ? commandPages[name] : undefined
  if (page) {
    // A subject may have the name of a command.
    return [page.usage, ...page.text, ...(subject ? ['', ...subject] : [])]
  }
  if (subject) return subject
  if (name === 'refuse-file') return helpRows('cancel')
  const near = nearest(name, [...Object.keys(commandPages), ...Object.keys(subjectPages)])
  const shown = printable(name, 40)
  return [
    near
      ? t`There is no help about “${shown}”; did you mean /help ${near}?`
      : t`There is no help about “${shown}”: /help alone lists what there is.`,
  ]
}

/** @returns how a command is typed. */
export function usage(command: CommandName): Sentence {
  return commandPages[command === 'refuse-file' ? 'cancel' : command].usage
}

function isPage(name: string): name is keyof typeof commandPages {
  return Object.hasOwn(commandPages, name)
}

function overview(say: Say): RowText[] {
  const pages: readonly Page[] = Object.values(commandPages)
  return [
    ...pages.flatMap(({ usage, summary }) => {
      const [typed, purpose] = [say(usage), say(summary)]
      return typed.length > 26
        ? [`  ${typed}`, ' '.repeat(30) + purpose]
        : [`  ${typed.padEnd(28)}${purpose}`]
    }),
    '',
    t`More: /help COMMAND, or ${Object.keys(subjectPages)
      .map((subject) => `/help ${subject}`)
      .join(', ')}.`,
    t`What does not begin with a slash is sent to the open chat; //… sends /….`,
  ]
}
