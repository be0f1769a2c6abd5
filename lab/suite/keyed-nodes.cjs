/**
 * Preloaded by a command of the lab's that a test starts: its nodes, as processes, take their RSA keys from the suite's, as
 * programs do that tests bundle. The nodes preload this file as well.
 */

const childProcess = require('node:child_process')
const { sep } = require('node:path')
const { replaceGeneration } = require('./test-keys.cjs')

const shared = process.env.LAB_SUITE_SHARED ?? null
const BUILDS = `${sep}.lab${sep}build${sep}`
const isNode = (program) => typeof program === 'string' && program.includes(BUILDS)

if (isNode(process.argv[1])) replaceGeneration(shared)

const { spawn } = childProcess
childProcess.spawn = (command, args, options) =>
  command === process.execPath && isNode(args?.[0])
    ? spawn(command, ['-r', __filename, ...args], {
        ...options,
        env: { ...options.env, ...(shared !== null && { LAB_SUITE_SHARED: shared }) },
      })
    : spawn(command, args, options)
