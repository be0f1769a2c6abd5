/**
 * The messenger's own entry: the chat in a terminal, one-shot commands for scripts, and the agent for programs. It
 * runs the hardened profile; no other one can be reached from here.
 */

import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { version } from '../../package.json'
import { type Chat, openChat } from '../chat/chat'
import { manual, render } from '../chat/entry'
import { count } from '../chat/figures'
import { invocation } from '../command-line/invocation'
import { spoken } from '../files/transfer-view'
import { lockHome } from '../home/home-lock'
import { checkImport, importInto, readExport } from '../home/identity-export'
import { LEAST_PASSPHRASE, Passphrase } from '../home/passphrase'
import { writePem } from '../home/pem'
import { languageOf } from '../language/choice'
import { french } from '../language/french'
import { english, type Say, type Sentence, speaker, t, together } from '../language/sentence'
import type { Messenger } from '../messenger/messenger'
import type { MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { processTerminal } from '../terminal/terminal'
import type { Terminal } from '../terminal/terminal-api'
import { withoutLineEnds } from '../text/line-ends'
import { printable } from '../text/printable'
import { pageFiles } from '../web/page-files'
import { openWebFace } from '../web/web-face'
import { systemEntropy } from './entropy'
import { type HomeSocket, openHomeSocket, runningMessenger } from './home-socket'
import { openMessengerAgent } from './messenger-agent'
import { onMessage } from './on-message'
import { receive, sendOne } from './one-shot'
import { type Answers, askTwice, openHome, openIdentity, type Prompter } from './open-home'
import { type CliOptions, help, parseOptions, UsageError } from './options'

/** Where friends reach a messenger that was not told otherwise. */
const EVERYWHERE = '::'
const USUAL_PORT = 25000

const typed = invocation('peer', 'p2p', process.env)
const say: Say = languageOf(process.argv.slice(2), process.env) === 'fr' ? speaker(french) : english

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), process.env)
  if (options === 'help') {
    process.stdout.write(help(typed, say))
    return 0
  }
  if (options === 'version') {
    process.stdout.write(`p2p ${version}\n`)
    return 0
  }
  const answers = takeAnswers()
  const { command } = options
  if (command.do === 'send' || command.do === 'receive') {
    const status = await besideOpenChat(options.home, command)
    if (status !== null) return status
  }
  // Before the folder is made.
  if (['agent', 'send', 'receive'].includes(command.do) && answers.passphrase === undefined)
    throw unanswered(t`Passphrase: `)
  if (command.do === 'export-pem') requireIdentity(options.home)
  const release = await lockHome(options.home)
  process.once('exit', release)
  // Whoever read this has gone, and nothing is lost with it: a kill would not do otherwise.
  if (command.do !== 'chat') process.stdout.on('error', () => process.exit(74))
  switch (command.do) {
    case 'chat':
      return chat(options, answers)
    case 'web':
      return web(options, command.port, answers)
    case 'agent': {
      const agent = openMessengerAgent(process.stdin, writeOut)
      return serve(options, answers, agent)
    }
    case 'send':
      return sendOne(command, (onEvent) => start(options, answers, nobody, onEvent), complain)
    case 'receive': {
      const stop = new AbortController()
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
      const open = (onEvent: (event: MessengerEvent) => void) => start(options, answers, nobody, onEvent)
      return receive(command, open, writeOut, complain, stop.signal)
    }
    case 'import':
      return withTerminal((terminal) => importIdentity(options.home, command.file, answers, terminal))
    case 'export-pem':
      return withTerminal((terminal) => exportPem(options.home, command.folder, answers, terminal))
  }
}

/** Secrets are for this program alone, not for anything it might start. */
function takeAnswers(): Answers {
  const take = (name: string) => {
    const value = process.env[name]
    delete process.env[name]
    return withoutLineEnds(value ?? '') || undefined
  }
  return {
    passphrase: take('P2P_PASSPHRASE'),
    password: take('P2P_PASSWORD'),
    certificate: take('P2P_CERTIFICATE'),
    code: take('P2P_CODE'),
  }
}

async function chat(options: CliOptions, answers: Answers): Promise<number> {
  const terminal = processTerminal()
  try {
    const frontEnd: Chat = openChat(terminal, {
      now: Date.now,
      unicode: /utf-?8/i.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || 'UTF-8'),
      homeFolder: homedir(),
      listFolder,
      say,
    })
    const tell = (event: MessengerEvent) => frontEnd.tell(event)
    const messenger = await startForScripts(options, answers, terminal, tell, (friend, text) => {
      const words = t`A program beside this one says to ${friend}: ${printable(text, 200)}`
      tell({ event: 'notice', code: 'SCRIPT', ...spoken(words) })
    })
    closeOnSignals(messenger)
    await frontEnd.run(messenger)
    return 0
  } finally {
    terminal.close()
  }
}

/** The messenger in a browser: what is asked at the start is asked here, and Enter prints another link. */
async function web(options: CliOptions, port: number, answers: Answers): Promise<number> {
  const face = openWebFace({ home: options.home, port, files: pageFiles(options.language), now: Date.now })
  const terminal = processTerminal()
  const opening = startForScripts(options, answers, terminal, face.tell, face.said)
  // From here on the terminal is for Enter and Ctrl-C alone.
  const messenger = await opening.finally(() => terminal.close())
  const server = await face.open(messenger).catch(async (error) => {
    await messenger.close()
    throw error
  })
  const closed = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
  })
  const printLink = () => process.stdout.write(`${server.newLink()}\n`)
  process.stdout.write(
    `${say(t`Open this link in a browser of this computer. It works once; Enter prints another one, Ctrl-C ends.`)}\n`,
  )
  printLink()
  process.stdin.on('data', printLink).on('error', () => {})
  await closed
  server.close()
  await messenger.close()
  return 0
}

/** As {@link start}, with a person before it; scripts beside it speak to it by a socket in the home. @param onSent what they say. */
async function startForScripts(
  options: CliOptions,
  answers: Answers,
  terminal: Terminal,
  onEvent: (event: MessengerEvent) => void,
  onSent: (friend: string, text: string) => void,
): Promise<Messenger> {
  let socket: HomeSocket | null = null
  const messenger = await start(options, answers, askerAt(terminal), (event) => {
    onEvent(event)
    socket?.tell(event)
  })
  socket = await openHomeSocket(options.home, messenger, onSent)
  process.once('exit', () => socket?.close())
  return messenger
}

async function serve(
  options: CliOptions,
  answers: Answers,
  frontEnd: Pick<Chat, 'tell' | 'run'>,
): Promise<number> {
  const messenger = await start(options, answers, nobody, (event) => frontEnd.tell(event))
  closeOnSignals(messenger)
  await frontEnd.run(messenger)
  return 0
}

/** @returns the exit status; null where no chat is open on this home. */
async function besideOpenChat(
  home: string,
  command: Extract<CliOptions['command'], { do: 'send' | 'receive' }>,
): Promise<number | null> {
  const stop = new AbortController()
  let take = (_event: MessengerEvent) => {}
  const running = await runningMessenger(
    home,
    (event) => take(event),
    () => stop.abort(),
  )
  if (!running) return null
  process.stdout.on('error', () => process.exit(74))
  const open = async (onEvent: (event: MessengerEvent) => void) => {
    take = onEvent
    return running
  }
  if (command.do === 'send') return sendOne(command, open, complain)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return receive(command, open, writeOut, complain, stop.signal)
}

/** Opens the home and goes online. */
async function start(
  options: CliOptions,
  answers: Answers,
  asker: Prompter,
  onEvent: (event: MessengerEvent) => void,
): Promise<Messenger> {
  const command = options.onMessage
  // What comes before it is open is muted for nobody.
  let isMuted = (_friend: string) => false
  const run = command === null ? () => {} : onMessage({ command, isMuted: (name) => isMuted(name), complain })
  const messenger = await openHome(options, answers, asker, (event) => {
    onEvent(event)
    run(event)
  })
  isMuted = (name) => messenger.muted().includes(name)
  const listen = options.listen ?? { host: EVERYWHERE, port: USUAL_PORT }
  const isEverywhere = /^(0\.0\.0\.0|::)$/.test(listen.host)
  const published = options.publish ?? { host: isEverywhere ? 'auto' : listen.host, port: 0 }
  try {
    await messenger.start(listen, published)
  } catch (error) {
    const isTaken = error instanceof PeerError && error.code === 'PORT_TAKEN'
    if (!isTaken || options.listen) throw error
    // Nobody asked for this very port: another messenger on this machine has it.
    await messenger.start({ ...listen, port: 0 }, published)
  }
  return messenger
}

function closeOnSignals(messenger: Messenger): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void messenger.close().then(() => process.exit(0))
    })
}

async function withTerminal(work: (terminal: Terminal) => Promise<Sentence>): Promise<number> {
  const terminal = processTerminal()
  try {
    terminal.print(say(await work(terminal)))
    return 0
  } finally {
    terminal.close()
  }
}

function requireIdentity(home: string): void {
  if (existsSync(join(home, 'identity'))) return
  throw new PeerError('FILE_FAILED', t`There is no identity in ${home}: name another folder with --home.`)
}

/** @returns what to tell the user. */
async function importIdentity(
  home: string,
  file: string,
  answers: Answers,
  terminal: Terminal,
): Promise<Sentence> {
  checkImport(home, file)
  const ofExport = answers.passphrase ?? (await terminal.askSecret(say(t`Passphrase of the exported file: `)))
  const exported = await readExport(file, new Passphrase(ofExport))
  const passphrase =
    answers.passphrase ??
    (await askTwice(t`Choose a passphrase for this home`, 'passphrase', LEAST_PASSPHRASE, askerAt(terminal)))
  await importInto(home, exported, new Passphrase(passphrase), systemEntropy)
  const contacts = count(exported.contacts.size, 'contact')
  return exported.account
    ? t`The identity of ${exported.account.name} and ${contacts} are in ${home} now.`
    : t`The identity and ${contacts} are in ${home} now.`
}

async function exportPem(
  home: string,
  folder: string,
  answers: Answers,
  terminal: Terminal,
): Promise<Sentence> {
  const { identity } = await openIdentity(home, answers, askerAt(terminal))
  const secret =
    answers.passphrase ??
    (await askTwice(
      t`Choose a passphrase for the PEM files`,
      'passphrase',
      LEAST_PASSPHRASE,
      askerAt(terminal),
    ))
  const files = await writePem(folder, identity, new Passphrase(secret), systemEntropy)
  return together([t`Written, each for openssl to read:`, ...files.map((file) => t`  ${file}`)], '\n')
}

/** What the first start says is broken between words, as in the chat. */
function askerAt(terminal: Terminal): Prompter {
  return {
    interactive: terminal.interactive,
    print: (words) =>
      terminal.print(terminal.interactive ? render(manual(words), terminal, say) : say(words)),
    ask: (question) => terminal.ask(say(question)),
    askSecret: (question) => terminal.askSecret(say(question)),
  }
}

/** Where nobody sits, what was not set in the environment is an error that says what to set. */
const nobody: Prompter = {
  interactive: false,
  print: complain,
  ask: (question) => Promise.reject(unanswered(question)),
  askSecret: (question) => Promise.reject(unanswered(question)),
}

function unanswered(question: Sentence): PeerError {
  return new PeerError(
    'BAD_COMMAND',
    t`There is nobody to answer “${say(question).trim()}”: set P2P_PASSPHRASE (and for the first start P2P_PASSWORD, --directory and --name, and P2P_CERTIFICATE if the directory made its certificate itself), or run “${typed.alone}” once.`,
  )
}

function listFolder(path: string): { name: string; folder: boolean }[] {
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      folder: entry.isDirectory(),
    }))
  } catch {
    return []
  }
}

/** Settles when the line has left this program; if it can't, the program ends, and the line counts as not shown. */
function writeOut(line: string): Promise<void> {
  return new Promise((resolve) =>
    process.stdout.write(line, (error) => {
      if (!error) resolve()
    }),
  )
}

function complain(sentence: Sentence): void {
  process.stderr.write(`${say(sentence)}\n`)
}

/** 64 and 70 as in sysexits.h. */
main().then(
  (status) => process.exit(status),
  (error) => {
    if (error instanceof PeerError) complain(error.words())
    else if (error instanceof UsageError) complain(error.words)
    else complain(t`The messenger has a defect: ${String(error.stack ?? error)}`)
    process.exit(error instanceof UsageError ? 64 : 70)
  },
)
