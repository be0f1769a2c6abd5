/** A test file for each room, or for several, that runs all of theirs, for the whole suite (`ava.config.cjs`). */

const { mkdirSync, readdirSync, writeFileSync } = require('node:fs')
const { dirname, join, sep } = require('node:path')

const ROOT = join(__dirname, '..', '..')
const FOLDER = join(ROOT, '.lab', 'suite')

/** The project's folders with sources. */
const SOURCES = ['attacks', 'directory', 'lab', 'peers', 'scenarios']

/** Rooms whose tests take longer than a process takes to start; the others below the same folder share one. */
const LONG = new Set([
  'attacks',
  'directory/cli',
  'directory/http',
  'directory/storage',
  'lab/commands',
  'lab/runtime',
  'lab/stage',
  'peers/cli',
  'peers/files',
  'peers/home',
  'peers/lab',
  'peers/messenger',
  'peers/protocol',
  'peers/terminal',
])

/**
 * Writes them to `.lab/suite`.
 * @param alone files of the project, each of which keeps a process of its own
 * @returns what AVA is to run: these first, in their order, and then the rooms
 */
function rooms(alone) {
  const byRoom = new Map(alone.map((file) => [file.replace(/\.test\.ts$/, ''), [file]]))
  for (const top of SOURCES)
    for (const name of readdirSync(join(ROOT, top), { recursive: true }).sort()) {
      const file = join(top, name)
      if (!file.endsWith('.test.ts') || alone.includes(file)) continue
      const room = LONG.has(dirname(file).replaceAll(sep, '/')) ? dirname(file) : top
      byRoom.set(room, [...(byRoom.get(room) ?? []), file])
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

module.exports = { SOURCES, rooms }
