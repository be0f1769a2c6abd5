/**
 * The smallest program with a terminal, for tests: it prints what it gets.
 *
 * A line `ask` asks for a colour, `secret` for a passphrase, `later TEXT` prints after the next key, `throw` fails,
 * `progress TEXT` shows a line in place (`progress` alone takes it away), `prompt TEXT` changes the prompt.
 */

import { processTerminal } from './terminal'

const terminal = processTerminal()

const commands: Record<string, (text: string) => void> = {
  ask: () => answer('Colour? ', terminal.ask('Colour? ')),
  secret: () => answer('Secret', terminal.askSecret('Passphrase: ')),
  throw: () => {
    throw new Error('as told')
  },
  progress: (text) => terminal.progress(text || null),
  prompt: (text) => terminal.setPrompt(text),
  refill: (text) => terminal.refill(text),
  bell: () => terminal.bell(),
}

function answer(name: string, answered: Promise<string>): void {
  answered.then(
    (text) => terminal.print(`${name}: ${JSON.stringify(text)}`),
    (error) => terminal.print(`${name}: ${error.code}`),
  )
}

terminal.setCompleter((line) =>
  ['/friends ', '/files ', '/chat '].filter((command) => command.startsWith(line)),
)
terminal.onLine((line) => {
  const [, name = '', text = ''] = /^(\w*) ?(.*)$/s.exec(line) ?? []
  const command = commands[name]
  if (command) command(text)
  else terminal.print(`line ${JSON.stringify(line)}`)
})
terminal.onEnd(() => {
  terminal.close()
  process.stdout.write('ended\n')
})
// Messages that arrive: whatever is written to this file descriptor by the test.
process.on('SIGUSR2', () => terminal.print('a message'))
terminal.setPrompt(terminal.colour ? '\x1b[32mbob\x1b[0m > ' : 'bob > ')
