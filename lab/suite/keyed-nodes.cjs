/**
 * Preloaded by a command of the lab's that a test starts: its nodes, as processes, take their RSA keys from the suite's, as
 * programs do that tests bundle. The nodes preload this file as well.
 */

const childProcess = require('node:child_process')
const { mkdirSync } = require('node:fs')
const { join, sep } = require('node:path')
const { replaceGeneration } = require('./test-keys.cjs')

const shared = process.env.LAB_SUITE_SHARED ?? null
const BUILDS = `${sep}.lab${sep}build${sep}`
const isNode = (program) => typeof program === 'string' && program.includes(BUILDS)

if (isNode(process.argv[1])) {
  require('./quick-wasm.cjs')
  replaceGeneration(shared)
}

/** What of these keys a node has to open, which may open nothing else. */
function keysAllowed() {
  if (shared === null) return [`--allow-fs-read=${__dirname}`]
  const keys = join(shared, 'keys')
  mkdirSync(keys, { recursive: true })
  return [`--allow-fs-read=${__dirname}`, `--allow-fs-read=${keys}`, `--allow-fs-write=${keys}`]
}

const { spawn } = childProcess
childProcess.spawn = (command, args, options) =>
  command === process.execPath && args?.some(isNode)
    ? spawn(command, ['-r', __filename, ...keysAllowed(), ...args], {
        ...options,
        env: { ...options.env, ...(shared !== null && { LAB_SUITE_SHARED: shared }) },
      })
    : spawn(command, args, options)
