/**
 * For tests: the first program of a container that outlives an act (`kept-containers-testing.ts`). It starts the program
 * that stands beside it, once for each act, passes lines on in both directions, and ends as any node when its stdin ends.
 *
 * It is told {"carry": arguments, "share": which RSA keys}, {"say": a command of the program's} and {"end": true}. It
 * writes the program's lines behind a `>`, and `!` with how the program ended.
 */

const { spawn } = require('node:child_process')
const { readdirSync, rmSync } = require('node:fs')
const { basename, join } = require('node:path')

/** A program can write here alone, and finds it empty, as in a container of its own. */
const DATA = '/tmp/data'
const GRACE_MS = 2000

let child = null

function carry(args, share) {
  for (const name of readdirSync(DATA)) rmSync(join(DATA, name), { recursive: true })
  const program = join(__dirname, `carried-${basename(__filename)}`)
  const env = { ...process.env, LAB_KEY_SHARE: String(share) }
  const carried = spawn(process.execPath, [program, ...args], { env, stdio: 'pipe' })
  child = carried
  let stderr = ''
  carried.stdin.on('error', () => {})
  carried.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-4096)
  })
  linesOf(carried.stdout, (line) => process.stdout.write(`>${line}\n`))
  carried.on('close', (status) => {
    child = null
    process.stdout.write(`!${JSON.stringify({ status, stderr })}\n`)
  })
}

function end() {
  const ending = child
  if (!ending) return
  ending.stdin.end()
  const timer = setTimeout(() => ending.kill('SIGKILL'), GRACE_MS)
  ending.on('close', () => clearTimeout(timer))
}

/** Only a line feed ends a line. */
function linesOf(stream, onLine) {
  let pending = ''
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (pending + text).split('\n')
    pending = lines.pop()
    for (const line of lines) onLine(line)
  })
}

linesOf(process.stdin, (line) => {
  const told = JSON.parse(line)
  if (told.carry) carry(told.carry, told.share)
  else if (told.say) child?.stdin.write(`${JSON.stringify(told.say)}\n`)
  else end()
})
process.stdin.on('end', end)
