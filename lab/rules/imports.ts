/**
 * Holds the house rules of ARCHITECTURE.md against the code: who may import whom, and which files may import a
 * third-party package. Part of `npm run check`.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix, relative } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../place/place'

const FOLDERS = ['peers', 'directory', 'attacks', 'scenarios', 'lab']
/** Lies below all rooms. */
const MANIFEST = 'package.json'
/** Pages that say where things are, for those who work on the project. */
const PAGES = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'attacks/CREATING.md', 'peers/protocol/PROTOCOL.md']

/**
 * The rooms, from the ground up: a file may import from its own room and from those above it in this list, which
 * ARCHITECTURE.md has a line for each.
 */
export const rooms: readonly string[] = [
  'peers/system',
  'peers/language',
  'peers/command-line',
  'peers/protocol',
  'peers/protocol/reference',
  'peers/protocol/prototype',
  'peers/text',
  'peers/contacts',
  'peers/home',
  'peers/directory',
  'peers/router',
  'peers/session',
  'peers/files',
  'peers/messenger',
  'peers/terminal',
  'peers/chat',
  'peers/commands',
  'peers/web',
  'peers/web/page',
  'peers/cli',
  'peers/weakened',
  'peers/lab',
  'peers/bench',
  'directory',
  'directory/storage',
  'directory/limits',
  'directory/relay',
  'directory/users',
  'directory/weakened',
  'directory/http',
  'directory/cli',
  'directory/bench',
  'attacks/terms',
  'attacks/found',
  'attacks',
  'lab/place',
  'lab/language',
  'lab/text',
  'lab/history',
  'lab/scenario',
  'scenarios',
  'lab/wire',
  'lab/conformance',
  'lab/judge',
  'lab/bystander',
  'lab/runtime',
  'lab/steps',
  'lab/run',
  'lab/attestation',
  'lab/narration',
  'lab/stage',
  'lab/search',
  'lab/atlas',
  'lab/report',
  'lab/bench',
  'lab/commands',
  'lab/pictures',
  'lab/packing',
  'lab/reach',
  'lab/rules',
  'lab/suite',
  'lab/mutation',
  'lab/machines',
]

interface Rule {
  /** Files the rule is about; `to` are the only files of the project that they may import. */
  readonly from: RegExp
  readonly to: RegExp
}

/** Which house may open which other one. The first rule that matches a file counts. */
const houses: readonly Rule[] = [
  // Only what the lab runs can reach a weakened profile or the prototype.
  { from: /^peers\/(lab|weakened|protocol\/prototype|protocol\/reference)\//, to: /^peers\// },
  { from: /^peers\//, to: /^(peers\/(?!weakened\/|protocol\/(prototype|reference)\/)|package\.json$)/ },
  // Likewise in the directory, which knows of the peers what goes over the wire.
  { from: /^directory\/(cli\/lab-directory\.ts$|weakened\/)/, to: /^directory\// },
  {
    from: /^directory\//,
    to: /^(directory\/(?!weakened\/|cli\/lab-directory)|package\.json$|peers\/(system|language|command-line)\/|peers\/protocol\/(directory-api|statements|identity|rsa|names|errors)$)/,
  },
  { from: /^attacks\//, to: /^(attacks|peers\/protocol)\// },
  // Scenarios are data, made of steps that are data, or of traces that are.
  { from: /^scenarios\//, to: /^((scenarios|lab\/scenario)\/|lab\/history\/step$|attacks\/(found|terms)\/)/ },
  // The lab starts programs and imports none: peers/system, peers/language and peers/command-line know of no messenger. Only these
  // know which scenarios there are.
  {
    from: /^lab\/(commands\/cli|packing\/ahead|bench\/scenarios|pictures\/screenshots|rules\/(translations|rules))\.ts$/,
    to: /^(lab|scenarios|peers\/language)\//,
  },
  // The search drives a messenger's parts in its own process, and conversations, weakened ones too.
  {
    from: /^lab\/search\/messages-played\.ts$/,
    to: /^(lab\/search\/|peers\/(contacts|directory|files|home|language|messenger|protocol|session)\/|peers\/weakened\/catalogue$)/,
  },
  {
    from: /^lab\/search\//,
    to: /^(lab\/search\/|attacks\/terms\/|peers\/(protocol\/|weakened\/catalogue$))/,
  },
  // So does whoever charts an atlas.
  {
    from: /^lab\/atlas\//,
    to: /^(lab\/(atlas|place|search|wire)\/|attacks\/terms\/|peers\/(language\/|protocol\/|weakened\/catalogue$))/,
  },
  // So do the machines.
  {
    from: /^lab\/machines\//,
    to: /^(lab\/(machines|place)\/|lab\/text\/(layout|xml)$|lab\/search\/(people|program|random|remembered-crypto)$|attacks\/terms\/people$|peers\/(protocol\/|weakened\/catalogue$))/,
  },
  { from: /^lab\//, to: /^((lab|peers\/(system|language|command-line))\/|package\.json$)/ },
]

/** Node's modules that reach outside: not for the pure protocol. */
const edges =
  /^(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|readline|repl|timers|process|os|cluster)(\/|$)/

/** Each third-party package has one importing file, or one folder. */
const packages: Readonly<Record<string, RegExp>> = {
  '@scure/bip39': /^peers\/chat\/safety-words\.ts$/,
  blessed: /^lab\/stage\/screen\.ts$/,
  dockerode: /^lab\/runtime\/engine\.ts$/,
  esbuild: /^(lab\/runtime\/bundle|peers\/web\/page-bundle)\.ts$/,
  express: /^directory\/(http\/server|bench\/bench)\.ts$/,
  'node-forge': /^(peers\/protocol\/prototype\/rsa|directory\/http\/tls)\.ts$/,
  otpauth: /^directory\/users\/totp\.ts$/,
  'sql.js': /^directory\/storage\/database\.ts$/,
  testcontainers: /^lab\/runtime\/(containers|node-container)\.ts$/,
  typescript: /^lab\/(mutation\/mutants|narration\/source-code|rules\/(imports|texts))\.ts$/,
  uqr: /^peers\/(chat|web\/page)\/qr\.ts$/,
  '@xmldom/xmldom': /^peers\/router\/igd-messages\.ts$/,
  // The parser of everything that comes from outside: one file for each language that is spoken.
  zod: /^(peers\/(lab\/agent-commands|commands\/messenger-commands|protocol\/directory-api)|attacks\/commands|lab\/history\/(events|step))\.ts$/,
  '@xterm/headless': /^(lab\/run\/screen|peers\/terminal\/screen-testing)\.ts$/,
  ava: /\.test\.ts$/,
  'axe-core': /^lab\/report\/browser-testing\.ts$/,
  'playwright-core': /^lab\/report\/browser(-testing|\.test)\.ts$/,
  'fast-check': /\.test\.ts$/,
}

/** @returns one sentence for each import that breaks a rule. */
export function brokenRules(file: string, imports: readonly string[]): string[] {
  const rule = houses.find(({ from }) => from.test(file))
  const isTest = isTestCode(file)
  return imports.flatMap((imported) => {
    if (imported.startsWith('.')) {
      const target = posix.join(posix.dirname(file), imported)
      if (isTest) return []
      if (isTestCode(`${target}.ts`) && !/\/bench$/.test(roomOf(file)))
        return [`${file} may not import ${target}, which is for tests.`]
      if (!rule?.to.test(target))
        return [`${file} may not import ${target}: ARCHITECTURE.md says who may import whom.`]
      if (target === MANIFEST) return []
      return isBelow(roomOf(target), roomOf(file))
        ? []
        : [
            `${file} may not import ${target}: ${roomOf(target)} does not lie below ${roomOf(file)} (lab/rules/imports.ts).`,
          ]
    }
    const builtin = imported.replace(/^node:/, '')
    if (builtinModules.includes(builtin)) {
      const pure = /^peers\/(protocol|weakened)\//.test(file) && !isTest
      return pure && edges.test(builtin) ? [`${file} is pure and may not import ${imported}.`] : []
    }
    const name = imported
      .split('/')
      .slice(0, imported.startsWith('@') ? 2 : 1)
      .join('/')
    const allowed = packages[name]
    if (!allowed) return [`${file} imports ${name}, which lab/rules/imports.ts does not list.`]
    return isTest || allowed.test(file)
      ? []
      : [`${file} imports ${name}, which belongs to ${allowed.source}.`]
  })
}

/** Tests and what only they use: they may import anything. */
function isTestCode(file: string): boolean {
  return /\.test\.ts$|-testing\.ts$/.test(file)
}

function roomOf(file: string): string {
  return posix.dirname(file)
}

/** Whether a room is the same as another one, or below it. */
function isBelow(lower: string, room: string): boolean {
  return lower === room || (rooms.includes(lower) && rooms.indexOf(lower) < rooms.indexOf(room))
}

/** @returns one sentence for each file that is in no room, and for each room without a file. */
export function homeless(files: readonly string[]): string[] {
  const used = new Set(files.map(roomOf))
  return [
    ...files
      .filter((file) => !rooms.includes(roomOf(file)))
      .map((file) => `${file} is in no room that lab/rules/imports.ts knows.`),
    ...rooms.filter((room) => !used.has(room)).map((room) => `There is no room ${room} any more.`),
  ]
}

/**
 * @param imported files by the file that imports them, without tests.
 * @returns one sentence for each circle, found at the file where it closes.
 */
export function circles(imported: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const place = path.indexOf(file)
    if (place >= 0) found.push(`A circle of imports: ${[...path.slice(place), file].join(' > ')}.`)
    if (place >= 0 || done.has(file)) return
    for (const next of imported.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of imported.keys()) visit(file, [])
  return found
}

/** Types that stand in two houses which may not import each other, and mean the same in both. */
const sameMeaning: ReadonlySet<string> = new Set(['UsageError'])

/** @returns one sentence for each name of a type that files export with several meanings. */
export function namesakes(exported: ReadonlyMap<string, readonly string[]>): string[] {
  const files = new Map<string, string[]>()
  for (const [file, names] of exported)
    for (const name of names) files.set(name, [...(files.get(name) ?? []), file])
  return [...files]
    .filter(([name, places]) => places.length > 1 && !sameMeaning.has(name))
    .map(([name, places]) => `${name} means several things: ${places.join(', ')}.`)
}

/** @returns what a source file imports, requires or exports from, as written. */
export function importsOf(source: string): string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** @returns the paths of all files in a folder and those below it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** @returns one sentence for each room that ARCHITECTURE.md has no line for. */
export function undescribed(page: string): string[] {
  return rooms
    .filter((room) => !page.includes(`| \`${room}/\` |`))
    .map((room) => `ARCHITECTURE.md has no line for the room ${room}/.`)
}

/**
 * @param page its path. @param text what it says. @param files all of the project's, as paths from its root.
 * @returns one sentence for each source file that a page names and that is not there.
 */
export function unknownNames(page: string, text: string, files: readonly string[]): string[] {
  const named = [...text.matchAll(/`([\w./-]+\.(?:ts|cjs))`/g)].map(([, name]) => name!)
  return [...new Set(named)]
    .filter((name) => {
      const path = name.startsWith('.') ? posix.join(posix.dirname(page), name) : name
      return !files.some((file) => file === path || file.endsWith(`/${path}`))
    })
    .map((name) => `${page} names ${name}, and there is no such file.`)
}

/** @returns the names of the classes, interfaces and types that a source file exports. */
export function typesOf(source: string): string[] {
  const names = source.matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gm)
  return [...names].map(([, name]) => name!)
}

function main(): void {
  const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
  const inRooms = FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder))).map((path) =>
    relative(ROOT, path).replaceAll('\\', '/'),
  )
  const all = [...inRooms, ...readdirSync(ROOT)]
  const files = inRooms.filter((file) => file.endsWith('.ts')).map((file) => ({ file, source: read(file) }))
  const code = files.filter(({ file }) => !isTestCode(file))
  const own = (file: string, source: string) =>
    importsOf(source)
      .filter((imported) => imported.startsWith('.'))
      .map((imported) => `${posix.join(posix.dirname(file), imported)}.ts`)
  const complaints = [
    ...files.flatMap(({ file, source }) => brokenRules(file, importsOf(source))),
    ...homeless(files.map(({ file }) => file)),
    ...circles(new Map(code.map(({ file, source }) => [file, own(file, source)]))),
    ...namesakes(new Map(code.map(({ file, source }) => [file, typesOf(source)]))),
    ...undescribed(read('ARCHITECTURE.md')),
    ...PAGES.flatMap((page) => unknownNames(page, read(page), all)),
  ]
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  process.exitCode = complaints.length > 0 ? 1 : 0
}

if (require.main === module) main()
