/** AVA's settings. Asks once whether a container engine answers, so that what is skipped is said in one line. */

require('ts-node/register')

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
  const { findEngine } = require('./lab/runtime/engine')
  const required = process.env.LAB_REQUIRE_CONTAINERS === '1'
  const { engine } = await findEngine()
  if (!engine && !required)
    console.log('No container engine answers here: the tests in containers are skipped.')
  return {
    extensions: { ts: 'commonjs' },
    require: ['ts-node/register'],
    files: ['{peers,directory,attacks,scenarios,lab}/**/*.test.ts'],
    environmentVariables: { LAB_CONTAINERS: engine || required ? '1' : '0' },
    workerThreads: false,
    // What takes longest begins first, so that nobody waits for it alone at the end.
    sortTestFiles: (one, other) => rank(one) - rank(other) || one.localeCompare(other),
    timeout: '4m',
  }
}
