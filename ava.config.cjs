/** AVA's settings. Asks once whether a container engine answers, so that what is skipped is said in one line. */

const { mkdtempSync, rmSync } = require('node:fs')
const { availableParallelism, tmpdir } = require('node:os')
const { join } = require('node:path')
const { prune } = require('./lab/suite/compiled.cjs')
const { rooms, SOURCES } = require('./lab/suite/rooms.cjs')

/** What takes longest begins first, each in a process of its own, so that nobody waits for it alone at the end. */
const LONGEST = [
  'lab/commands/catalogue-containers.test.ts',
  'lab/commands/catalogue.test.ts',
  'lab/commands/end-to-end.test.ts',
  'lab/commands/broken-engine.test.ts',
  'lab/commands/interrupt.test.ts',
  'peers/cli/main.test.ts',
]
const all = process.env.LAB_SUITE_WHOLE === '1'
/** Without a file's name, or a flag other than the one with which `npm run test:all` begins. */
const isEveryRoom = process.argv.length === (all ? 4 : 2)
const DAY_MS = 86_400_000

module.exports = async () => {
  prune()
  const { findEngine } = require('./lab/runtime/engine')
  const sample = Number(process.env.LAB_SUITE_SAMPLE ?? Math.floor(Date.now() / DAY_MS))
  if (!Number.isSafeInteger(sample) || sample < 0) throw new Error('LAB_SUITE_SAMPLE is a whole number.')
  if (isEveryRoom && !all)
    console.log(
      `A sample: one scenario of each kind, some of the kills, no slow campaigns; \`npm run test:all\` plays everything. LAB_SUITE_SAMPLE=${sample} takes the same again.`,
    )
  const required = process.env.LAB_REQUIRE_CONTAINERS === '1'
  const { engine } = await findEngine()
  if (!engine && !required)
    console.log('No container engine answers here: the tests in containers are skipped.')
  // Programs that several tests start are bundled once, and no key is given out twice.
  const shared = mkdtempSync(join(tmpdir(), 'suite-'))
  process.on('exit', () => rmSync(shared, { recursive: true, force: true }))
  const files = isEveryRoom ? rooms(LONGEST) : [`{${SOURCES.join()}}/**/*.test.ts`]
  const rank = (path) => files.findIndex((file) => path.endsWith(file))
  return {
    extensions: { ts: 'commonjs', cjs: true },
    require: ['./lab/suite/compiled.cjs', './lab/suite/bundled-once.cjs'],
    files,
    // Many wait for sockets and programs most of the time; beside containers there is no time left over.
    concurrency: availableParallelism() + (engine ? 0 : 1),
    environmentVariables: {
      LAB_CONTAINERS: engine || required ? '1' : '0',
      LAB_SUITE_SHARED: shared,
      LAB_SUITE_WHOLE: all ? '1' : '0',
      LAB_SUITE_SAMPLE: `${sample}`,
    },
    workerThreads: false,
    sortTestFiles: (one, other) => rank(one) - rank(other) || one.localeCompare(other),
    timeout: '4m',
  }
}
