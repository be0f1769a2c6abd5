/**
 * The smallest program with a terminal, for tests: it prints what it gets. `ask`, `secret`, `throw`,
 * `progress TEXT` (no text takes it away), `bell`, `size` and `die` do what they say; signal SIGUSR2 is a message
 * that arrives.
 */

import { processTerminal } from './terminal'

const terminal = processTerminal()
let messages = 0

const commands: Record<string, (text: string) => void> = {
  ask: () => answer(terminal.ask('Colour? ')),
  secret: () => answer(terminal.askSecret('Passphrase: ')),
  throw: () => {
    throw new Error('as told')
  },
  progress: (text) => terminal.progress(text || null),
  bell: () => terminal.bell(),
  size: () => terminal.print(`${terminal.columns} columns`),
  die: () => process.kill(process.pid, 'SIGTERM'),
}

function answer(answered: Promise<string>): void {
  answered.then(
    (text) => terminal.print(`answer ${JSON.stringify(text)}`),
    (error) => terminal.print(`no answer: ${error.code}`),
  )
}

process.on('SIGUSR2', () => terminal.print(`message ${++messages}`))
terminal.setCompleter((line) => ['progress ', 'prompt '].filter((command) => command.startsWith(line)))
terminal.onEnd(() => {
  terminal.print('ended')
  terminal.close()
})
terminal.onLine((line) => {
  const [, name = '', text = ''] = /^(\w*) ?(.*)$/s.exec(line) ?? []
  const command = commands[name]
  if (command) command(text)
  else terminal.print(`line ${JSON.stringify(line)}`)
})
terminal.setPrompt(terminal.colour ? '\x1b[32mbob\x1b[0m > ' : 'bob > ')
