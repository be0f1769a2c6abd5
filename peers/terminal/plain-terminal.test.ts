import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import test from 'ava'
import { openTerminal } from './terminal'

/** A terminal whose three ends are pipes, or screens where `screens` says so. */
function opened(screens: { input?: boolean; errors?: boolean } = {}) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const streams = {
    input: Object.assign(input, { isTTY: screens.input ?? false }),
    output,
    errors: Object.assign(errors, { isTTY: screens.errors ?? false }),
    environment: {},
  }
  // One read may give one write only, or all of them: that differs between versions of Node.
  const written = (stream: PassThrough) => {
    let all = ''
    for (let next = stream.read(); next !== null; next = stream.read()) all += next
    return all
  }
  return { terminal: openTerminal(streams), output: () => written(output), errors: () => written(errors) }
}

/** Asks, and waits until the question is shown if it will be. */
async function asked({ terminal }: ReturnType<typeof opened>): Promise<() => Promise<unknown>> {
  const answer = terminal.ask('Colour? ').catch(({ code }) => code)
  for (let turns = 0; turns < 3; turns += 1) await turn()
  return () => {
    terminal.close()
    return answer
  }
}

test('a question that is shown nowhere leaves no empty line', async (t) => {
  const pipes = opened()
  const leave = await asked(pipes)
  pipes.terminal.print('a message')
  t.is(pipes.output(), 'a message\n')
  t.is(pipes.errors(), '')
  t.is(await leave(), 'BAD_COMMAND')
})

test('where only the output goes elsewhere, the question and its line break stay on the screen', async (t) => {
  const piped = opened({ input: true, errors: true })
  const leave = await asked(piped)
  t.is(piped.errors(), 'Colour? ')
  piped.terminal.print('a message')
  t.is(piped.output(), 'a message\n')
  t.is(piped.errors(), '\nColour? ')
  t.is(await leave(), 'BAD_COMMAND')
})
