/** What shells and `man` are told of a program, made of its --help: nothing of it is written twice. */

/** A program as its --help describes it. */
export interface ProgramHelp {
  readonly program: string
  readonly version: string
  readonly help: string
  readonly commands: readonly string[]
  readonly flags: readonly DescribedFlag[]
}

interface DescribedFlag {
  readonly flag: string
  /** What stands behind it, as `DIR`; empty where nothing does. */
  readonly value: string
  readonly about: string
}

/**
 * @param program as it is installed. @param help its --help. @param more the --help of each of its commands that has one.
 * @returns what stands there.
 */
export function described(
  program: string,
  version: string,
  help: string,
  more: readonly string[] = [],
): ProgramHelp {
  const whole = [help, ...more].join('\n')
  const usage = help.split('\n\n', 1)[0] ?? ''
  // Commands are in the usage, or in a list below it.
  const listed = usage.startsWith(`Usage: ${program} COMMAND`) ? help.matchAll(/^( {2})([a-z]+)/gm) : []
  const commands = [...usage.matchAll(/^ +(?:Usage: )?(\S+) ([a-z][a-z-]*)/gm), ...listed].flatMap(
    ([, name, command]) => (command && (name === program || name === '  ') ? [command] : []),
  )
  const flags = [...whole.matchAll(/^ {2}(--[a-z-]+)(?: ([A-Za-z0-9|[\]:]+))? +(.+(?:\n {24}.+)*)$/gm)].map(
    ([, flag = '', value = '', about = '']) => ({ flag, value, about: about.replace(/\n +/g, ' ') }),
  )
  const first = flags.filter(({ flag }, place) => flags.findIndex((one) => one.flag === flag) === place)
  return { program, version, help: whole, commands: [...new Set(commands)], flags: first }
}

/** Values of which a shell knows which there are. */
const isPath = (value: string) => /^(DIR|FILE|FOLDER)$/.test(value)

/** @returns a script that bash's `source` takes. */
export function bashCompletion({ program, commands, flags }: ProgramHelp): string {
  const name = `_${program.replaceAll('-', '_')}`
  const paths = flags.filter(({ value }) => isPath(value)).map(({ flag }) => flag)
  return [
    `${name}() {`,
    '  local word=$2 before=$3',
    ...(paths.length === 0
      ? []
      : [
          `  case $before in ${paths.join('|')})`,
          '    COMPREPLY=($(compgen -f -- "$word")); return ;;',
          '  esac',
        ]),
    `  COMPREPLY=($(compgen -W '${[...commands, ...flags.map(({ flag }) => flag)].join(' ')}' -- "$word"))`,
    '}',
    `complete -o filenames -F ${name} ${program}`,
    '',
  ].join('\n')
}

/** @returns a file for a folder of zsh's `fpath`, to be named `_PROGRAM`. */
export function zshCompletion({ program, commands, flags }: ProgramHelp): string {
  const quoted = (text: string) => text.replaceAll("'", '’').replaceAll(/[[\]:\\]/g, '\\$&')
  const lines = flags.map(({ flag, value, about }) => {
    const takes = value === '' ? '' : `:${quoted(value)}:${isPath(value) ? '_files' : ''}`
    return `  '${flag}[${quoted(about)}]${takes}'`
  })
  return [
    `#compdef ${program}`,
    '_arguments \\',
    ...[
      ...lines,
      ...(commands.length === 0 ? [] : [`  '1:command:(${commands.join(' ')})'`]),
      "  '*:file:_files'",
    ].map((line, at, all) => (at === all.length - 1 ? line : `${line} \\`)),
    '',
  ].join('\n')
}

/** @returns a file for fish's folder of completions. */
export function fishCompletion({ program, commands, flags }: ProgramHelp): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  return [
    ...commands.map((command) => `complete -c ${program} -n __fish_use_subcommand -f -a ${command}`),
    ...flags.map(({ flag, value, about }) => {
      const takes = value === '' ? '' : isPath(value) ? ' -r' : ' -x'
      return `complete -c ${program} -l ${flag.slice(2)}${takes} -d ${quoted(about)}`
    }),
    '',
  ].join('\n')
}

/** @returns a page of the manual, section 1 (man-pages(7)). */
export function manPage({ program, version, help }: ProgramHelp): string {
  const roff = (line: string) =>
    line
      .replaceAll('\\', '\\e')
      .replaceAll('-', '\\-')
      .replace(/^([.'])/, '\\&$1')
  return [
    `.TH ${program.toUpperCase()} 1 "" "${program} ${version}"`,
    '.SH NAME',
    roff(`${program} - ${purposes[program] ?? ''}`),
    '.SH SYNOPSIS AND OPTIONS',
    '.nf',
    ...help.trimEnd().split('\n').map(roff),
    '.fi',
    '',
  ].join('\n')
}

const purposes: Readonly<Record<string, string>> = {
  p2p: 'a messenger from peer to peer',
  'p2p-lab': 'a lab that attacks the messenger p2p for real',
  'p2p-directory': 'where friends of p2p find each other’s address',
}
