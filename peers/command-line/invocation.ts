/** How a user starts a program of this project: by npm in a checkout, by its own name where it is installed. */
export interface Invocation {
  /** The whole, without arguments. */
  readonly alone: string
  /** What stands before arguments. */
  readonly command: string
  /** The same, where nothing but the program's own words may come out. */
  readonly quiet: string
  /** What stands before flags that may be left out. */
  readonly optional: (flags: string) => string
}

/**
 * @param script the name of npm's script. @param installed the name of the installed program.
 * @param env what npm tells the scripts that it runs (`npm_lifecycle_event`).
 */
export function invocation(script: string, installed: string, env: NodeJS.ProcessEnv): Invocation {
  if (env.npm_lifecycle_event !== script)
    return {
      ...{ alone: installed, command: installed, quiet: installed },
      optional: (flags) => `${installed} [${flags}]`,
    }
  return {
    alone: `npm run ${script}`,
    command: `npm run ${script} --`,
    quiet: `npm run -s ${script} --`,
    optional: (flags) => `npm run ${script} [-- ${flags}]`,
  }
}

/** @returns lines of a usage, what each is for in a column of its own. @param begin what stands before the first. */
export function usageLines(
  rows: readonly (readonly [typed: string, purpose: string])[],
  begin = 'Usage: ',
): string {
  const width = Math.max(...rows.map(([typed]) => typed.length)) + 2
  return rows
    .map(([typed, purpose], at) =>
      `${at === 0 ? begin : ' '.repeat(begin.length)}${typed.padEnd(width)}${purpose}`.trimEnd(),
    )
    .join('\n')
}
