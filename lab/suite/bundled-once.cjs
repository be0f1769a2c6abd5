/**
 * Preloaded by test processes, and by commands of the lab's that tests start: of the project's own programs esbuild makes
 * the same bundles each time, which takes longer than what many tests do with them. It makes them once in a suite, and
 * again when a source was touched; whatever else it is asked for, it makes.
 */

const { createHash } = require('node:crypto')
const {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const Module = require('node:module')
const { isAbsolute, join } = require('node:path')

const { SOURCES } = require('./rooms.cjs')

const ROOT = join(__dirname, '..', '..')

const shared = process.env.LAB_SUITE_SHARED
let state

/** @returns what is another one as soon as a source is: a suite that watches the sources outlives their changes. */
function stateOfSources() {
  if (state === undefined) {
    const hash = createHash('sha256')
    for (const room of SOURCES)
      for (const name of readdirSync(join(ROOT, room), { encoding: 'utf8', recursive: true }).sort())
        if (name.endsWith('.ts'))
          hash.update(
            `${room}/${name} ${statSync(join(ROOT, room, name), { throwIfNoEntry: false })?.mtimeMs}\n`,
          )
    state = hash.digest('hex')
  }
  return state
}

/** @param make as esbuild's `build`. @returns what it makes, in the order of the entry points. */
async function bundles(make, options) {
  const { absWorkingDir, entryPoints, write } = options
  if (!shared || write !== false || absWorkingDir !== ROOT || !Array.isArray(entryPoints))
    return make(options)
  // Edited copies of a program have absolute paths.
  const isOurs = (entry) => typeof entry.in === 'string' && !isAbsolute(entry.in)
  const [ours, others] = [entryPoints.filter(isOurs), entryPoints.filter((entry) => !isOurs(entry))]
  const rest = others.length > 0 ? (await make({ ...options, entryPoints: others })).outputFiles : []
  const kept = ours.length > 0 ? await keptBundles(make, { ...options, entryPoints: ours }) : []
  return {
    outputFiles: entryPoints.map((entry) =>
      isOurs(entry) ? kept[ours.indexOf(entry)] : rest[others.indexOf(entry)],
    ),
  }
}

/** What was made beside it becomes `folder`, unless another process was faster. */
function putInPlace(beside, folder) {
  try {
    renameSync(beside, folder)
  } catch (error) {
    rmSync(beside, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

async function keptBundles(make, options) {
  const key = createHash('sha256')
    .update(`${JSON.stringify(options)} ${stateOfSources()}`)
    .digest('hex')
  const folder = join(shared, `bundles-${key.slice(0, 16)}`)
  const read = () =>
    options.entryPoints.map((_, index) => ({ contents: readFileSync(join(folder, `${index}`)) }))
  if (existsSync(folder)) return read()
  const { outputFiles } = await make(options)
  mkdirSync(shared, { recursive: true })
  const beside = mkdtempSync(join(shared, 'unfinished-'))
  for (const [index, { contents }] of outputFiles.entries()) writeFileSync(join(beside, `${index}`), contents)
  putInPlace(beside, folder)
  return outputFiles
}

let once
const load = Module._load
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest)
  if (request !== 'esbuild') return loaded
  once ??= { ...loaded, build: (options) => bundles(loaded.build, options) }
  return once
}

module.exports = { putInPlace, stateOfSources }
