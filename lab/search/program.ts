/** What the programs that drive conversations have in common: which profiles are meant, what is typed amiss, and how they end. */

import { type LabProfile, profiles } from '../../peers/weakened/catalogue'
import { withoutBoth } from './pairs'

/**
 * @returns the profile of this name, all of them for `all`, for `ONE+OTHER` the one without both defences, or one sentence that
 * says what is wrong.
 */
export function profilesNamed(asked: string): readonly LabProfile[] | string {
  const [one, other, ...more] = asked.split('+').map((name) => profiles.find((known) => known.name === name))
  if (one && other && more.length === 0) {
    const pair = withoutBoth(one, other)
    return pair
      ? [pair]
      : `${asked} cannot be taken away together: both are about the same part, or one is not about conversations.`
  }
  const chosen = profiles.filter(({ name }) => asked === 'all' || name === asked)
  return chosen.length > 0
    ? chosen
    : `There is no profile ${asked}: choose all, ${profiles.map(({ name }) => name).join(', ')}.`
}

/**
 * What each of them begins with: what is typed is read, and help is given.
 * @returns the options and whose profiles are meant, or the exit status where all is said already.
 */
export function begin<Options extends { readonly profile: string; readonly help: boolean }>(
  args: readonly string[],
  read: (args: readonly string[]) => Options | string,
  help: string,
): { readonly options: Options; readonly chosen: readonly LabProfile[] } | number {
  const options = read(args)
  if (typeof options === 'string') return usage(options)
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  const chosen = profilesNamed(options.profile)
  return typeof chosen === 'string' ? usage(chosen) : { options, chosen }
}

/** @returns one sentence where what is typed behind `--seed` is no seed. */
export function flawOfSeed(typed: string): string | null {
  return /^\d{1,9}$/.test(typed) ? null : `--seed ${typed} is no whole number of at most nine digits.`
}

/** @param error what parseArgs throws. @returns one sentence of it. */
export function mistyped(error: unknown): string {
  const [sentence] = (error as Error).message.split(/\. |\n/)
  return `${sentence}; --help lists the flags.`
}

/** Says what is wrong. @returns the exit status of a command that was typed amiss (sysexits.h). */
function usage(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 64
}

/** Runs a program to its exit status. @param failed what is said before the reason of an error. */
export function runProgram(main: (args: readonly string[]) => Promise<number>, failed: string): void {
  // Whoever reads has read enough.
  process.stdout.on('error', () => process.exit(141))
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code
      // Whoever listens for the end of the other side is kept alive by it.
      if (process.connected) process.disconnect()
    },
    (error) => {
      process.stderr.write(`${failed}: ${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 70
    },
  )
}
