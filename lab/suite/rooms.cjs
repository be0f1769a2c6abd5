/** A test file for each room that runs all of the room's, for the whole suite (`ava.config.cjs`). */

const { mkdirSync, readdirSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')

const ROOT = join(__dirname, '..', '..')
const FOLDER = join(ROOT, '.lab', 'suite')

/**
 * Writes them to `.lab/suite`.
 * @param alone files of the project, each of which keeps a process of its own
 * @returns what AVA is to run: these first, in their order, and then the rooms
 */
function rooms(alone) {
  const byRoom = new Map(alone.map((file) => [file.replace(/\.test\.ts$/, ''), [file]]))
  for (const top of ['attacks', 'directory', 'lab', 'peers', 'scenarios'])
    for (const name of readdirSync(join(ROOT, top), { recursive: true }).sort()) {
      const file = join(top, name)
      if (!file.endsWith('.test.ts') || alone.includes(file)) continue
      byRoom.set(dirname(file), [...(byRoom.get(dirname(file)) ?? []), file])
    }
  mkdirSync(FOLDER, { recursive: true })
  return [...byRoom].map(([room, files]) => {
    const name = `${room.replaceAll(/[\\/]/g, '.')}.test.cjs`
    const required = files.map((file) => join(ROOT, file))
    const runs = `require('../../lab/suite/one-process.cjs').inOneProcess(${JSON.stringify(required, null, 2)})\n`
    writeFileSync(join(FOLDER, name), runs)
    return `.lab/suite/${name}`
  })
}

module.exports = { rooms }
