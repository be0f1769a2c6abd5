/** AVA's settings. Asks once whether a container engine answers, so that what is skipped is said in one line. */

const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { prune } = require('./lab/suite/compiled.cjs')

const LONGEST = [
  'lab/commands/catalogue-containers.test.ts',
  'lab/commands/catalogue.test.ts',
  'lab/commands/end-to-end.test.ts',
]
const rank = (file) => {
  const place = LONGEST.findIndex((name) => file.endsWith(name))
  return place < 0 ? LONGEST.length : place
}

module.exports = async () => {
  prune()
  const { findEngine } = require('./lab/runtime/engine')
  const required = process.env.LAB_REQUIRE_CONTAINERS === '1'
  const { engine } = await findEngine()
  if (!engine && !required)
    console.log('No container engine answers here: the tests in containers are skipped.')
  // Programs that several tests start are bundled once, and gone with the suite.
  const bundles = mkdtempSync(join(tmpdir(), 'suite-'))
  process.on('exit', () => rmSync(bundles, { recursive: true, force: true }))
  return {
    extensions: { ts: 'commonjs' },
    require: ['./lab/suite/compiled.cjs'],
    files: ['{peers,directory,attacks,scenarios,lab}/**/*.test.ts'],
    environmentVariables: { LAB_CONTAINERS: engine || required ? '1' : '0', LAB_SUITE_BUNDLES: bundles },
    workerThreads: false,
    // What takes longest begins first, so that nobody waits for it alone at the end.
    sortTestFiles: (one, other) => rank(one) - rank(other) || one.localeCompare(other),
    timeout: '4m',
  }
}
