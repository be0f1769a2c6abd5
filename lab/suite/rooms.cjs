/** A test file for each room, or for several, that runs all of theirs, for the whole suite (`ava.config.cjs`). */

const { mkdirSync, readdirSync, writeFileSync } = require('node:fs')
const { dirname, join, sep } = require('node:path')

const ROOT = join(__dirname, '..', '..')
const FOLDER = join(ROOT, '.lab', 'suite')

/** The project's folders with sources. */
const SOURCES = ['attacks', 'directory', 'lab', 'peers', 'scenarios']

/** Folders whose tests have a process of their own; the others below the same top folder share one. */
const LONG = ['lab/commands', 'peers/messenger', 'attacks', 'lab/runtime', 'peers/home']
/** The longest begin first: whatever runs alone at the end leaves a core idle. */
const FIRST = ['lab', 'directory', 'peers', 'attacks']
/** What goes along with one of these: a process takes a second and more to start, with all that its tests import. */
const ALONG = { 'lab/stage': 'lab/runtime', 'peers/protocol': 'peers/home', scenarios: 'lab' }

/**
 * Writes them to `.lab/suite`.
 * @param first files of the project that begin before all others, and `last` those that begin after them; each of both
 * has a process of its own
 * @returns what AVA is to run, in this order
 */
function rooms(first, last) {
  const alone = [...first, ...last]
  const byRoom = new Map(first.map(ofItsOwn))
  for (const room of [...FIRST, ...LONG]) byRoom.set(room, [])
  for (const top of SOURCES)
    for (const name of readdirSync(join(ROOT, top), { recursive: true }).sort()) {
      const file = join(top, name)
      if (!file.endsWith('.test.ts') || alone.includes(file)) continue
      const folder = dirname(file).replaceAll(sep, '/')
      const room = ALONG[folder] ?? (LONG.includes(folder) ? folder : (ALONG[top] ?? top))
      byRoom.set(room, [...(byRoom.get(room) ?? []), file])
    }
  for (const [room, files] of last.map(ofItsOwn)) byRoom.set(room, files)
  mkdirSync(FOLDER, { recursive: true })
  return [...byRoom].map(([room, files]) => {
    const name = `${room.replaceAll(/[\\/]/g, '.')}.test.cjs`
    const required = files.map((file) => join(ROOT, file))
    const runs = `require('../../lab/suite/one-process.cjs').inOneProcess(${JSON.stringify(required, null, 2)})\n`
    writeFileSync(join(FOLDER, name), runs)
    return `.lab/suite/${name}`
  })
}

function ofItsOwn(file) {
  return [file.replace(/\.test\.ts$/, ''), [file]]
}

module.exports = { SOURCES, rooms }
