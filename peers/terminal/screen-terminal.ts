/**
 * A terminal with a screen: what is printed goes above the line being typed, which is drawn anew below.
 * The line that is entered goes from the screen (whoever takes it prints what should stay), a question stays
 * with its answer.
 */

import { withoutLineEnds } from '../text/line-ends'
import { breakRow } from '../text/text-width'
import { Footer, type FooterView } from './footer'
import { commonStart } from './line-breaks'
import { LineEditor } from './line-editor'
import type { TerminalInput } from './paste'
import { PromptCancelled } from './prompt-cancelled'
import { RawMode } from './raw-mode'
import { AGAIN_TO_LEAVE, type Terminal, type TerminalStreams } from './terminal-api'
import { CTRL_C, CTRL_D, TypeAhead } from './type-ahead'
import { shownLines, toEditor } from './typed-text'

const BELL = '\x07'

/** Lines that are remembered. */
const HISTORY = 500

interface Question {
  readonly prompt: string
  readonly secret: boolean
  readonly editor: LineEditor
  /** Undefined: no answer. */
  readonly settle: (answer: string | undefined) => void
}

export class ScreenTerminal implements Terminal {
  readonly interactive = true
  readonly colour: boolean
  readonly #streams: TerminalStreams
  readonly #editor: LineEditor
  readonly #frame: Footer
  readonly #typed: TypeAhead
  readonly #mode: RawMode
  readonly #lineListeners: ((line: string) => void)[] = []
  readonly #endListeners: (() => void)[] = []
  /** The first one is on the screen. */
  #questions: Question[] = []
  #prompt = ''
  #progress: string | null = null
  #completer: (line: string) => readonly string[] = () => []
  #closed = false
  /** The last key was Ctrl-C on an empty line. */
  #mayLeave = false

  constructor(streams: TerminalStreams) {
    const { input, output } = streams
    const write = (text: string) => void output.write(text)
    this.#streams = streams
    this.colour = !streams.environment.NO_COLOR
    this.#editor = this.#newEditor(HISTORY, (line) => this.#entered(line))
    this.#frame = new Footer(write, () => this.#view())
    this.#typed = new TypeAhead({
      wanted: () => !this.#closed && (this.#questions.length > 0 || this.#lineListeners.length > 0),
      take: (typed) => this.#take(typed),
      interrupt: () => this.#end(),
    })
    this.#mode = new RawMode({
      write,
      setRawMode: (raw) => input.setRawMode?.(raw),
      onContinue: () => this.#frame.resume(),
    })
    input.on('data', this.#receive)
    input.once('end', this.#hangUp)
    input.on('error', this.#hangUp)
    output.on('error', this.#hangUp)
    output.on('resize', this.#resized)
    input.resume()
  }

  get columns(): number {
    return this.#streams.output.columns || 80
  }

  print(text: string): void {
    this.#frame.print(text)
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt
    this.#frame.change()
  }

  bell(): void {
    this.#streams.output.write(BELL)
  }

  /**
   * Where standard error is a terminal, it is taken to be the one of standard output, which is written to: the
   * line belongs to the same frame.
   */
  progress(line: string | null): void {
    if (!this.#streams.errors.isTTY || line === this.#progress) return
    this.#progress = line
    this.#frame.change()
  }

  ask(question: string): Promise<string> {
    return this.#ask(question, false)
  }

  askSecret(question: string): Promise<string> {
    return this.#ask(question, true)
  }

  setCompleter(complete: (line: string) => readonly string[]): void {
    this.#completer = complete
  }

  onLine(listener: (line: string) => void): void {
    this.#lineListeners.push(listener)
    this.#frame.change()
    this.#typed.wake()
  }

  onEnd(listener: () => void): void {
    this.#endListeners.push(listener)
  }

  close(): void {
    if (this.#closed) return
    for (const question of [...this.#questions]) question.settle(undefined)
    this.#closed = true
    this.#frame.pause()
    this.#mode.close()
    this.#typed.close()
    this.#editor.close()
    const { input, output } = this.#streams
    input.off('data', this.#receive)
    input.off('end', this.#hangUp)
    input.pause()
    output.off('resize', this.#resized)
  }

  #receive = (bytes: Buffer): void => this.#typed.receive(bytes)

  #resized = (): void => this.#frame.change()

  #take({ kind, text }: TerminalInput): void {
    if (text !== CTRL_C) this.#mayLeave = false
    const editor = this.#questions[0]?.editor ?? this.#editor
    if (kind === 'paste') editor.insert(text)
    else if (text === CTRL_D && editor.line === '') this.#end()
    else editor.press(text)
    this.#frame.change()
  }

  #newEditor(history: number, onLine: (line: string) => void): LineEditor {
    return new LineEditor({
      history,
      complete: (line) => this.#complete(line),
      onLine,
      onInterrupt: () => this.#interrupt(),
      onSuspend: () => {
        this.#frame.pause()
        this.#mode.suspend()
      },
      onRepaint: () => this.#frame.repaint(),
    })
  }

  #entered(line: string): void {
    for (const listener of this.#lineListeners) listener(line)
  }

  /** Where nothing more is certain, the choices are printed. */
  #complete(line: string): readonly string[] {
    const hits = this.#questions.length > 0 ? [] : this.#completer(line)
    if (hits.length < 2 || !isAllThatIsCertain(hits, line)) return hits
    const row = hits.map((hit) => shownLines(hit).join('')).join('  ')
    const columns = Math.max(2, this.columns - 1)
    const rows = breakRow(row, columns, columns)
    this.print(rows.map((each) => each.trim()).join('\n'))
    return []
  }

  /** Twice on an empty line: whoever meant to empty a line twice stays. */
  #interrupt(): void {
    if (this.#questions.length > 0 || this.#endListeners.length === 0 || this.#mayLeave) this.#end()
    else if (this.#editor.line !== '') this.#editor.clear()
    else {
      this.#mayLeave = true
      this.print(AGAIN_TO_LEAVE)
    }
  }

  /** Ctrl-C or Ctrl-D: the end of a question while one is asked, else of everything. */
  #end(): void {
    const question = this.#questions[0]
    if (question) question.settle(undefined)
    else if (this.#endListeners.length > 0) for (const listener of this.#endListeners) listener()
    else process.kill(process.pid, 'SIGINT')
  }

  /** The terminal is gone. */
  #hangUp = (): void => {
    if (this.#closed) return
    for (const question of [...this.#questions]) question.settle(undefined)
    for (const listener of this.#endListeners) listener()
  }

  async #ask(prompt: string, secret: boolean): Promise<string> {
    if (this.#closed) throw new PromptCancelled()
    const answer = await new Promise<string | undefined>((resolve) => {
      const settle = (text: string | undefined) => {
        if (this.#questions[0] === question) {
          const shown = secret || text === undefined ? '' : shownLines(toEditor(text)).join('')
          this.#frame.print(prompt + shown)
        }
        this.#questions = this.#questions.filter((other) => other !== question)
        resolve(text)
        // Not now: a key may be half done.
        setImmediate(() => question.editor.close())
      }
      const question: Question = { prompt, secret, editor: this.#newEditor(0, settle), settle }
      this.#questions.push(question)
      this.#frame.change()
      this.#typed.wake()
    })
    if (answer === undefined) throw new PromptCancelled()
    return secret ? withoutLineEnds(answer) : answer
  }

  #view(): FooterView {
    const { output } = this.#streams
    const question = this.#questions[0]
    const { line, cursor } = question?.secret ? { line: '', cursor: 0 } : (question?.editor ?? this.#editor)
    const wanted = question !== undefined || this.#lineListeners.length > 0
    return {
      progress: this.#progress,
      input: wanted ? { prompt: question?.prompt ?? this.#prompt, line, cursor } : null,
      columns: this.columns,
      rows: output.rows || 24,
    }
  }
}

/** Whether the texts have nothing more in common at their beginning than `line`. */
function isAllThatIsCertain(texts: readonly string[], line: string): boolean {
  const [first = '', ...others] = texts
  return line === first.slice(0, Math.min(...others.map((other) => commonStart(first, other))))
}
