/**
 * Lets Node require TypeScript as ts-node does, with the same compiler and the same settings but `lazy`, and each source
 * is compiled once and kept, so that a program starts in a third of the time. ts-node loads it (tsconfig.json), and test processes
 * and those that they start have it alone: they load neither ts-node nor TypeScript.
 *
 * What is kept: node_modules/.cache/compiled has one file for each source, with the hash of what it was compiled
 * from, and with what, before it. What is stale is written anew; what is of no source any more goes when AVA starts. Where nothing
 * can be written, each start compiles.
 */

const { createHash } = require('node:crypto')
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs')
const { SourceMap } = require('node:module')
const { basename, join, relative, sep } = require('node:path')
const { threadId } = require('node:worker_threads')

const ROOT = join(__dirname, '..', '..')
const KEPT = join(ROOT, 'node_modules', '.cache', 'compiled')
/** A copy of the project that a test edits. */
const COPY = /^\.lab[\\/]edited-[^\\/]+[\\/]/

/** Packages that take long to load and are not needed by everything that imports a file which imports them. */
const lazy = ['@xterm/headless', 'blessed', 'esbuild', 'express', 'node-forge', 'sql.js', 'typescript']

/** What ts-node makes of tsconfig.json, and packages that are loaded when they are first used. */
const settings = {
  sourceMaps: 'inline',
  swcrc: false,
  module: { type: 'commonjs', noInterop: false, strictMode: true, ignoreDynamic: true, lazy },
  jsc: {
    parser: { syntax: 'typescript', dynamicImport: true },
    target: 'es2022',
    transform: { legacyDecorator: true, useDefineForClassFields: true },
    keepClassNames: true,
  },
}

/** Nothing more follows: also of a source map that stands before it. */
const END = '\n//\n'

/** With what sources are compiled. */
const COMPILER = `${require('@swc/core/package.json').version} ${JSON.stringify(settings)}`

/** What was compiled here, and the maps of those that an error has named. */
const sources = new Set()
const maps = new Map()

/** The source map names the file beside it, so that a copy of the project can use what is kept for the original. */
function compile(source, filename) {
  return require('@swc/core').transformSync(source, { ...settings, filename: basename(filename) }).code
}

/** @returns the compiled source, which is kept when it is one of this checkout or of a copy that a test has made. */
function compiled(filename) {
  const source = readFileSync(filename, 'utf8')
  const place = relative(ROOT, filename).replace(COPY, '')
  if (place.startsWith('..')) return compile(source, filename)
  const version = createHash('sha256').update(COMPILER).update(source).digest('hex')
  const path = join(KEPT, place.replaceAll(sep, '+'))
  try {
    const kept = readFileSync(path, 'utf8')
    // After a power cut a file may be there in part.
    if (kept.startsWith(`/*${version} `) && kept.endsWith(END)) return kept
  } catch {
    // It is not there yet.
  }
  const code = `/*${version} */${compile(source, filename)}${END}`
  keep(path, code)
  return code
}

/** Others may read it at this moment: it is there as a whole, or not at all. */
function keep(path, code) {
  const beside = `${path}.${process.pid}.${threadId}`
  try {
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(beside, code)
    renameSync(beside, path)
  } catch {
    // Somebody else's checkout, or a full disk.
    try {
      rmSync(beside, { force: true })
    } catch {}
  }
}

/** Removes what is kept of sources that are gone, and what a process that was killed has not finished. */
function prune() {
  mkdirSync(KEPT, { recursive: true })
  for (const name of readdirSync(KEPT)) {
    const [, place, writer] = /^(.*\.ts)(?:\.(\d+)\.\d+)?$/.exec(name) ?? []
    const isKept = place && existsSync(join(ROOT, place.replaceAll('+', sep)))
    if (!isKept || (writer && !isRunning(Number(writer)))) rmSync(join(KEPT, name), { force: true })
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

require.extensions['.ts'] = (module, filename) => {
  sources.add(filename)
  module._compile(compiled(filename), filename)
}

/** Stack traces name lines of the source. Node's own way would take every map apart, whether or not anything fails. */
Error.prepareStackTrace = (error, frames) =>
  [headOf(error), ...frames.map((frame) => `    at ${frame}`)]
    .join('\n')
    .replace(/([^\s(]+\.ts):(\d+):(\d+)/g, (place, filename, line, column) => {
      const map = sources.has(filename) ? mapOf(filename) : null
      if (!map) return place
      const { originalLine, originalColumn } = map.findEntry(line - 1, column - 1)
      return originalLine === undefined ? place : `${filename}:${originalLine + 1}:${originalColumn + 1}`
    })

/** Whatever has a stack need not be an error, or have a prototype. */
function headOf(error) {
  try {
    return String(error)
  } catch {
    return Object.prototype.toString.call(error)
  }
}

/** @returns null where the source was deleted, or is being written, since it was loaded. */
function mapOf(filename) {
  if (!maps.has(filename)) {
    try {
      const [, inline] = compiled(filename).split('//# sourceMappingURL=data:application/json;base64,')
      maps.set(filename, new SourceMap(JSON.parse(Buffer.from(inline.split('\n')[0], 'base64').toString())))
    } catch {
      return null
    }
  }
  return maps.get(filename)
}

module.exports = { compile, compiled, prune }
