import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import test from 'ava'
import { claimRun, lifeOf, OWNER_LABEL, ownerOfFolder, runningProcesses } from './run-owner'

/** A process that lives until its stdin ends. */
async function living(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  await once(child, 'spawn')
  return child
}

async function dead(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close')
  child.stdin!.end()
  await ended
}

test('a run has labels and a folder of its own, which names the owner', async (t) => {
  const [one, two] = [claimRun(), claimRun()]
  t.not(one.run, two.run)
  t.is(statSync(one.folder).mode & 0o777, 0o700)
  t.is(ownerOfFolder(basename(one.folder)), one.labels[OWNER_LABEL])
  t.regex(one.labels[OWNER_LABEL]!, new RegExp(`^${hostname()}:${process.pid}:.+`))
  await Promise.all([one.release(), two.release()])
  t.false(existsSync(one.folder))
})

test('other folders have no owner', (t) => {
  for (const name of ['secure-p2p-lab', 'secure-p2p-lab+a+b', 'x+secure-p2p-lab+h+1+2+0123456789ab', 'tmp']) {
    t.is(ownerOfFolder(name), undefined)
  }
})

test('an owner is alive as long as its process, and a reused id is not it', async (t) => {
  const owner = claimRun()
  const mine = owner.labels[OWNER_LABEL]!
  await owner.release()
  t.is(lifeOf(mine), 'alive')
  const [host, pid, start] = mine.split(':')
  t.is(lifeOf(`${host}:${pid}:${start}0`), 'dead') // this id, but a process that started at another time
  const child = await living()
  await dead(child)
  t.is(lifeOf(`${host}:${child.pid}:${start}`), 'dead')
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('an owner that has ended is dead, also while nobody has taken note of it', async (t) => {
  // The shell becomes a program that never waits for the child which the shell has started.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec cat'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(String(line).trim())
  const state = () => /\) (.)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
  while (state() !== 'Z') await new Promise(setImmediate)
  t.is(lifeOf(`${hostname()}:${pid}:1`), 'dead')
  const ended = once(parent, 'close')
  parent.stdin.end()
  await ended
})

test('what cannot be judged from here is unknown', (t) => {
  t.is(lifeOf(`not-${hostname()}:${process.pid}:1`), 'unknown')
  for (const owner of ['', 'x', ':::', `${hostname()}:abc:1`, `${hostname()}:1`])
    t.is(lifeOf(owner), 'unknown')
})

test('remembered processes are those that still run, and no process that got the id later', async (t) => {
  const owner = claimRun()
  const [stays, goes, other] = await Promise.all([living(), living(), living()])
  for (const { pid } of [stays!, goes!]) owner.rememberProcess(pid!)
  appendFileSync(join(owner.folder, 'processes'), `${other!.pid} another.start\n1 \ngarbage\n`)
  await dead(goes!)
  t.deepEqual(runningProcesses(owner.folder), [stays!.pid])
  await Promise.all([dead(stays!), dead(other!)])
  t.deepEqual(runningProcesses(owner.folder), [])
  await owner.release()
  t.deepEqual(runningProcesses(owner.folder), [])
})
