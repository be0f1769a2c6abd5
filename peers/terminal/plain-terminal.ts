/**
 * No screen: input or output is a pipe or a file, or the terminal is a dumb one. Lines are taken as they come and
 * printed as they are; on a dumb terminal the prompt is printed too. No escape sequences, but for the progress
 * line where only standard error is a screen.
 */

import type { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { withoutLineEnds } from '../text/line-ends'
import { cutToWidth } from './input-rows'
import { PromptCancelled } from './prompt-cancelled'
import { SecretLine } from './secret-line'
import { AGAIN_TO_LEAVE, type Terminal, type TerminalStreams } from './terminal-api'

/** Of one line, in characters: more than any message; the rest of the line is dropped, nobody can send it. */
const LONGEST_LINE = 1_048_576

interface Question {
  readonly prompt: string
  readonly secret: boolean
  readonly settle: (answer: string | undefined) => void
}

export class PlainTerminal implements Terminal {
  readonly interactive: boolean
  readonly colour = false
  readonly #streams: TerminalStreams
  readonly #decoder = new StringDecoder('utf8')
  readonly #lineListeners: ((line: string) => void)[] = []
  readonly #endListeners: (() => void)[] = []
  #lines: string[] = []
  #rest = ''
  #questions: Question[] = []
  /** What is typed without echo, while a secret is asked for at a terminal. */
  #secret: SecretLine | undefined
  #prompt = ''
  #prompted = false
  #progress: string | null = null
  #ended = false
  #closed = false
  /** Ctrl-C came last. */
  #mayLeave = false

  constructor(streams: TerminalStreams) {
    const { input, output } = streams
    this.#streams = streams
    this.interactive = Boolean(input.isTTY && output.isTTY)
    input.on('data', this.#receive)
    input.once('end', this.#inputEnded)
    input.on('error', this.#inputEnded)
    // Nobody reads any more (`| head`): there is nobody left to write to.
    output.on('error', this.#inputEnded)
    if (this.interactive) process.on('SIGINT', this.#interrupted)
  }

  get columns(): number {
    return this.#streams.output.columns || 80
  }

  print(text: string): void {
    const { output } = this.#streams
    const shown = this.#progress
    this.progress(null)
    if (this.#prompted) this.#screen?.write('\n')
    output.write(text.endsWith('\n') ? text : `${text}\n`)
    this.#prompted = false
    this.#showPrompt()
    this.progress(shown)
  }

  setPrompt(prompt: string): void {
    if (prompt === this.#prompt) return
    this.#prompt = prompt
    this.#showPrompt()
  }

  bell(): void {
    if (this.interactive) this.#streams.output.write('\x07')
  }

  progress(line: string | null): void {
    const { errors, environment } = this.#streams
    if (!errors.isTTY || environment.TERM === 'dumb' || line === this.#progress) return
    this.#progress = line
    errors.write(`\r${line === null ? '' : cutToWidth(line, (errors.columns || 80) - 1)}\x1b[K`)
  }

  ask(question: string): Promise<string> {
    return this.#ask(question, false)
  }

  askSecret(question: string): Promise<string> {
    return this.#ask(question, true)
  }

  setCompleter(): void {}

  onLine(listener: (line: string) => void): void {
    this.#lineListeners.push(listener)
    this.#showPrompt()
    setImmediate(() => this.#hand())
  }

  onEnd(listener: () => void): void {
    this.#endListeners.push(listener)
    setImmediate(() => this.#hand())
  }

  close(): void {
    if (this.#closed) return
    this.progress(null)
    this.#closed = true
    this.#stopSecret()
    for (const question of [...this.#questions]) question.settle(undefined)
    const { input } = this.#streams
    input.off('data', this.#receive)
    input.off('end', this.#inputEnded)
    input.pause()
    process.off('SIGINT', this.#interrupted)
  }

  #receive = (bytes: Buffer): void => {
    this.#split(this.#decoder.write(bytes))
  }

  #split(text: string): void {
    this.#mayLeave = false
    if (this.#secret) {
      const { answer, rest } = this.#secret.type(text)
      if (answer === null) return
      this.#settle(answer)
      if (rest !== '') this.#split(rest)
      return
    }
    const [first = '', ...more] = text.split('\n')
    this.#rest = (this.#rest + first).slice(0, LONGEST_LINE)
    for (const next of more) {
      this.#lines.push(this.#rest.replace(/\r$/, ''))
      this.#rest = next.slice(0, LONGEST_LINE)
    }
    if (more.length > 0) this.#prompted = false
    this.#hand()
  }

  /** Gives the next line to whoever waits. One line a turn: what it is for may ask a question, whose answer is next. */
  #hand(): void {
    if (this.#closed) return
    const question = this.#questions[0]
    const taker = question ?? this.#lineListeners[0]
    const line = taker && this.#lines.shift()
    if (line !== undefined) {
      if (question) this.#settle(line)
      else for (const listener of this.#lineListeners) listener(line)
      setImmediate(() => this.#hand())
    } else if (this.#ended && this.#lines.length === 0) this.#end()
    else this.#showPrompt()
    // A pipe may hold more lines than anybody wants to keep in memory.
    if (!this.#ended) this.#streams.input[this.#lines.length > 0 ? 'pause' : 'resume']()
  }

  #settle(answer: string | undefined): void {
    this.#questions[0]?.settle(answer)
  }

  #inputEnded = (): void => {
    if (this.#ended) return
    this.#ended = true
    if (this.#rest) this.#lines.push(this.#rest)
    this.#rest = ''
    this.#hand()
  }

  /** Ctrl-C on a dumb terminal. */
  #interrupted = (): void => {
    if (this.#questions.length > 0) this.#settle(undefined)
    else if (this.#endListeners.length > 0 && !this.#mayLeave) {
      // The terminal has emptied the line, if there was one: that nobody can tell from here.
      this.#mayLeave = true
      this.print(AGAIN_TO_LEAVE)
    } else if (this.#endListeners.length > 0) for (const listener of this.#endListeners) listener()
    else {
      process.off('SIGINT', this.#interrupted)
      if (process.listenerCount('SIGINT') === 0) process.kill(process.pid, 'SIGINT')
    }
  }

  #end(): void {
    for (const question of [...this.#questions]) question.settle(undefined)
    for (const listener of this.#endListeners.splice(0)) listener()
  }

  async #ask(prompt: string, secret: boolean): Promise<string> {
    const answer = await new Promise<string | undefined>((resolve) => {
      if (this.#closed) return resolve(undefined)
      const settle = (text: string | undefined) => {
        if (this.#questions[0] === question) this.#stopSecret()
        this.#questions = this.#questions.filter((other) => other !== question)
        resolve(text)
        setImmediate(() => this.#hand())
      }
      const question: Question = { prompt, secret, settle }
      this.#questions.push(question)
      setImmediate(() => this.#hand())
    })
    if (answer === undefined) throw new PromptCancelled()
    return secret ? withoutLineEnds(answer) : answer
  }

  /** Where a person can see a question: also when only the output goes elsewhere. */
  get #screen(): Writable | null {
    const { input, output, errors } = this.#streams
    if (!input.isTTY) return null
    return output.isTTY ? output : errors.isTTY ? errors : null
  }

  #showPrompt(): void {
    const question = this.#questions[0]
    const prompt =
      question?.prompt ?? (this.interactive && this.#lineListeners.length > 0 ? this.#prompt : '')
    if (this.#prompted || this.#closed || prompt === '') return
    this.#screen?.write(prompt)
    this.#prompted = true
    if (question?.secret && !this.#secret && this.#streams.input.isTTY) {
      this.#streams.input.setRawMode?.(true)
      this.#secret = new SecretLine()
    }
  }

  #stopSecret(): void {
    if (!this.#secret) return
    this.#secret = undefined
    this.#streams.input.setRawMode?.(false)
    this.#screen?.write('\n')
    this.#prompted = false
  }
}
