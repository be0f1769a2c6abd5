/**
 * Holds the house rules of ARCHITECTURE.md against the code: who may import whom, and which files may import a
 * third-party package. Part of `npm run check`.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix, relative } from 'node:path'
import ts from 'typescript'

const ROOT = join(__dirname, '..', '..')
const FOLDERS = ['peers', 'directory', 'attacks', 'scenarios', 'lab']

interface Rule {
  /** Files the rule is about; `to` are the only files of the project that they may import. */
  readonly from: RegExp
  readonly to: RegExp
}

/** The first rule that matches a file counts. */
const houses: readonly Rule[] = [
  // The protocol is pure and knows only itself.
  { from: /^peers\/protocol\//, to: /^peers\/protocol\// },
  { from: /^peers\/weakened\//, to: /^peers\/(protocol|weakened)\// },
  // Only the lab's entry can reach a weakened profile.
  { from: /^peers\/lab-[a-z]+\.ts$/, to: /^peers\// },
  { from: /^peers\//, to: /^peers\/(?!weakened\/|lab-|protocol\/prototype)/ },
  // Likewise in the directory.
  { from: /^directory\/(lab-directory\.ts$|weakened\/)/, to: /^directory\/(?!main|lab-directory)/ },
  {
    from: /^directory\//,
    to: /^(directory\/(?!weakened\/|lab-directory)|peers\/protocol\/(directory-api|statements|identity|rsa|names|errors)$)/,
  },
  { from: /^attacks\//, to: /^(attacks|peers\/protocol)\// },
  { from: /^scenarios\//, to: /^(scenarios\/|lab\/(scenario|defence|tour)$)/ },
  { from: /^lab\/(cli|bench-scenarios|screenshots|language\/translations)\.ts$/, to: /^(lab|scenarios)\// },
  { from: /^lab\//, to: /^lab\// },
]

/** Node's modules that reach outside: not for the pure protocol. */
const edges =
  /^(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|readline|repl|timers|process|os|cluster)(\/|$)/

/** Each third-party package has one importing file, or one folder. */
const packages: Readonly<Record<string, RegExp>> = {
  '@scure/bip39': /^peers\/chat\/safety-words\.ts$/,
  blessed: /^lab\/stage\/screen\.ts$/,
  dockerode: /^lab\//,
  esbuild: /^lab\/build\.ts$/,
  express: /^directory\/(server|bench)\.ts$/,
  'node-forge': /^(peers\/protocol\/prototype-rsa|directory\/tls)\.ts$/,
  otpauth: /^directory\/totp\.ts$/,
  'sql.js': /^directory\/database\.ts$/,
  testcontainers: /^lab\/(runtime-containers|node-container)\.ts$/,
  typescript: /^lab\/(imports|source-code|language\/texts)\.ts$/,
  uqr: /^peers\/chat\/qr\.ts$/,
  // The parser of everything that comes from outside: one file in each house.
  zod: /^(peers\/(agent-commands|messenger-commands|protocol\/directory-api)|attacks\/commands|lab\/events)\.ts$/,
  '@xterm/headless': /^(lab\/screen|peers\/terminal\/screen-testing)\.ts$/,
  ava: /\.test\.ts$/,
  'fast-check': /\.test\.ts$/,
}

/** @returns one sentence for each import that breaks a rule. */
export function brokenRules(file: string, imports: readonly string[]): string[] {
  const rule = houses.find(({ from }) => from.test(file))
  const isTest = /\.test\.ts$|-testing\.ts$/.test(file)
  return imports.flatMap((imported) => {
    if (imported.startsWith('.')) {
      const target = posix.join(posix.dirname(file), imported)
      if (isTest || rule?.to.test(target)) return []
      return [`${file} may not import ${target}: ARCHITECTURE.md says who may import whom.`]
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

/** @returns what a source file imports, requires or exports from, as written. */
export function importsOf(source: string): string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName)
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return name.endsWith('.ts') ? [path] : []
  })
}

function main(): void {
  const complaints = FOLDERS.flatMap((folder) => sources(join(ROOT, folder))).flatMap((path) => {
    const file = relative(ROOT, path).replaceAll('\\', '/')
    return brokenRules(file, importsOf(readFileSync(path, 'utf8')))
  })
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  process.exitCode = complaints.length > 0 ? 1 : 0
}

if (require.main === module) main()
