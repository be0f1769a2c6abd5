/** AVA's settings. Asks once whether a container engine answers, so that what is skipped is said in one line. */

const { mkdtempSync, rmSync } = require('node:fs')
const { availableParallelism, tmpdir } = require('node:os')
const { join } = require('node:path')
const { prune } = require('./peers/system/compiled.cjs')
const { rooms, SOURCES } = require('./lab/suite/rooms.cjs')

/** Each has a process of its own, since it waits for others most of the time. */
const ALONE = ['lab/commands/catalogue.test.ts', 'lab/commands/end-to-end.test.ts', 'peers/cli/main.test.ts']
const IN_CONTAINERS = 'lab/commands/catalogue-containers.test.ts'
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
      `A sample: some scenarios in two acts each, a fifth of the tries of a property, by turns what starts programs over and over, no slow campaigns; \`npm run test:all\` plays everything. LAB_SUITE_SAMPLE=${sample} takes the same again.`,
    )
  const required = process.env.LAB_REQUIRE_CONTAINERS === '1'
  const { engine } = await findEngine()
  if (!engine && !required)
    console.log('No container engine answers here: the tests in containers are skipped.')
  // Programs that several tests start are bundled once, and no key is given out twice.
  const shared = mkdtempSync(join(tmpdir(), 'suite-'))
  process.on('exit', () => rmSync(shared, { recursive: true, force: true }))
  const first = engine || required ? [IN_CONTAINERS] : []
  const files = isEveryRoom ? rooms(first, ALONE) : [`{${SOURCES.join()}}/**/*.test.ts`]
  const rank = (path) => files.findIndex((file) => path.endsWith(file))
  return {
    extensions: { ts: 'commonjs', cjs: true },
    require: ['./peers/system/compiled.cjs', './lab/suite/quick-wasm.cjs', './lab/suite/bundled-once.cjs'],
    files,
    // Many wait for sockets and programs most of the time; beside containers there is no time left over.
    concurrency: availableParallelism() + (engine ? 0 : 2),
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
