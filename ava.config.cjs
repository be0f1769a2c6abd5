/** AVA's settings. Asks once whether a container engine answers, so that what is skipped is said in one line. */

require('ts-node/register')

module.exports = async () => {
  const { findEngine } = require('./lab/engine')
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
    timeout: '4m',
  }
}
