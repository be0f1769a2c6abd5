import type { Sentence, Words } from '../../peers/language/sentence'
import { english } from './typed'

/**
 * Something the lab itself needs is not there or failed: the engine, the disk, the programs' source.
 * Its words are the one sentence the user reads: what is wrong and what to do. The CLI exits with 70.
 */
export class LabError extends Error {
  override readonly name = 'LabError'

  constructor(readonly words: Sentence) {
    super(english(words))
  }
}

/** @returns why something failed, for a gap of the sentence that says what did. What systems say, they say in English. */
export function reasonOf(error: unknown): Words {
  if (error instanceof LabError) return error.words
  return (error instanceof Error ? error.message : String(error)).trim()
}

/** A command that can't be obeyed as it was typed; the CLI says its words and exits with 64. */
export class UsageError extends Error {
  constructor(readonly words: Sentence) {
    super(english(words))
  }
}
