/**
 * `npm run bench` starts this program for the directory's figures. Each is a ratio of two that were measured in
 * turns in one run, for machines are noisy:
 *
 *  - `GET /get_ip` of the directory as it runs by default, log included, beside an Express route that does nothing
 *    but answer the same JSON;
 *  - the start, and the rate of lookups, of a directory of 100,000 users beside one of 1,000.
 *
 * Exit status 1 if a limit does not hold.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import express from 'express'
import { burst } from './client'
import { makeUsers, userName } from './data'

/** How many requests per second the directory answers at least, as a part of what the bare route does. */
const LIMIT = 0.5
/** Many short bursts in turns: what else the machine does then falls on both alike. */
const ROUNDS = 20
/** Milliseconds. */
const BURST = 300
/** Answers before anything is measured: until then Node still compiles. */
const WARM_UP = 10_000
const [FEW, MANY] = [1_000, 100_000]

async function main(): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'directory-bench-'))
  const key = randomBytes(32)
  const running: ChildProcess[] = []
  try {
    process.stdout.write(`directory: ${FEW} and ${MANY} users are made\n`)
    const few = await start(await makeUsers(parent, key, FEW), key, running)
    const many = await start(await makeUsers(parent, key, MANY), key, running)
    const bare = await startBare(await answerOf(few.port, few.requests(1)[0]!), running)
    await comparePlain(few, bare)
    await compareSizes(few, many)
  } finally {
    for (const child of running) child.kill('SIGKILL')
    rmSync(parent, { recursive: true })
  }
}

type Running = Awaited<ReturnType<typeof start>>

async function comparePlain(directory: Running, bare: { port: number; request: Buffer }): Promise<void> {
  const asked = directory.requests(100)
  await warmUp(directory.port, asked)
  await warmUp(bare.port, [bare.request])
  const rounds: { readonly ours: number; readonly theirs: number }[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    rounds.push({
      ours: await burst(directory.port, asked, BURST),
      theirs: await burst(bare.port, [bare.request], BURST),
    })
  }
  const ratio = median(rounds.map(({ ours, theirs }) => ours / theirs))
  const holds = ratio >= LIMIT
  process.stdout.write(
    `  /get_ip ${rate(median(rounds.map(({ ours }) => ours)))}, ` +
      `bare Express route ${rate(median(rounds.map(({ theirs }) => theirs)))}, ` +
      `ratio ${ratio.toFixed(2)} (at least ${LIMIT}: ${holds ? 'holds' : 'DOES NOT HOLD'})\n`,
  )
  if (!holds) process.exitCode = 1
}

async function compareSizes(few: Running, many: Running): Promise<void> {
  const sizes = [few, many].map((directory) => ({ directory, rates: [] as number[] }))
  for (const { directory } of sizes) await warmUp(directory.port, directory.requests(FEW))
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { directory, rates } of sizes) {
      rates.push(await burst(directory.port, directory.requests(FEW), BURST))
    }
  }
  for (const { directory, rates } of sizes) {
    const { users, started, megabytes } = directory
    process.stdout.write(
      `  ${users} users (${megabytes} MB in memory): start ${(started / 1000).toFixed(2)} s, lookups ${rate(median(rates))}\n`,
    )
  }
  const [less, more] = sizes.map(({ rates }) => median(rates)) as [number, number]
  process.stdout.write(
    `  ratios: start ${(many.started / few.started).toFixed(2)}, lookups ${(more / less).toFixed(2)}\n`,
  )
}

async function warmUp(port: number, requests: readonly Buffer[]): Promise<void> {
  for (let answers = 0; answers < WARM_UP; ) {
    const began = performance.now()
    const perSecond = await burst(port, requests, BURST)
    answers += (perSecond * (performance.now() - began)) / 1000
  }
}

/** Starts the directory as its users do; its log goes nowhere. */
async function start(
  made: { folder: string; token: string; users: number; megabytes: number },
  key: Buffer,
  running: ChildProcess[],
) {
  const began = performance.now()
  const args = [
    '-r',
    'ts-node/register',
    join(__dirname, '..', 'cli', 'main.ts'),
    '--listen',
    '127.0.0.1:0',
    '--data',
  ]
  const child = spawn(process.execPath, [...args, made.folder], {
    env: { ...process.env, DIRECTORY_KEY: key.toString('hex') },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  running.push(child)
  const [line] = await once(createInterface(child.stdout), 'line')
  const started = performance.now() - began
  const port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1])
  /** Lookups of so many users, drawn at random. */
  const requests = (count: number) =>
    Array.from({ length: count }, () => {
      const name = userName(1 + Math.floor(Math.random() * (made.users - 1)))
      return request(port, `/get_ip?name=${name}`, `Authorization: Bearer ${made.token}\r\n`)
    })
  return { ...made, port, started, requests }
}

/** A process that does nothing but answer this JSON. */
async function startBare(json: unknown, running: ChildProcess[]) {
  const child = spawn(process.execPath, ['-r', 'ts-node/register', __filename, 'bare'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  running.push(child)
  child.stdin.end(JSON.stringify(json))
  const [line] = await once(createInterface(child.stdout), 'line')
  return { port: Number(line), request: request(Number(line), '/', '') }
}

async function bare(): Promise<void> {
  let text = ''
  for await (const chunk of process.stdin) text += chunk
  const json = JSON.parse(text)
  const app = express()
  app.get('/', (_request, response) => {
    response.json(json)
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
}

function request(port: number, path: string, headers: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n`)
}

/** @returns the JSON that this request is answered with. */
async function answerOf(port: number, asked: Buffer): Promise<unknown> {
  const [, path, token] = /^GET (\S+) .*Bearer (\S+)/s.exec(asked.toString()) ?? []
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (response.status !== 200) throw new Error(`/get_ip answered ${response.status}`)
  return response.json()
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond)}/s`
}

void (process.argv[2] === 'bare' ? bare() : main())
