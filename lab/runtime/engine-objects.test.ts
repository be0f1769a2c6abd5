import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { engineAt } from './engine'
import { listImages, removeContainer, removeImage, removeLabelled, removeNetwork } from './engine-objects'

const folder = mkdtempSync(join(tmpdir(), 'lab-engine-objects-test-'))
const servers: Server[] = []
test.after.always(async () => {
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

/** An engine that gives these answers, one after the other, and notes what it is asked. */
async function answering(name: string, ...answers: [status: number, body?: unknown][]) {
  const asked: string[] = []
  const path = join(folder, name)
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const [status, body] = answers.shift() ?? [500]
    response.statusCode = status
    response.end(body === undefined ? undefined : JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return { engine: await engineAt(`unix://${path}`), asked }
}

test('a network whose last container is just going is asked for until it goes', async (t) => {
  const { engine, asked } = await answering('network', [403], [403], [204])
  await removeNetwork(engine, 'abc')
  t.deepEqual(asked, Array(3).fill('DELETE /networks/abc'))
})

test('a network that the engine keeps though nobody is in it is left; one with somebody in it is told', async (t) => {
  const listed = [{ Id: 'abc', Name: 'abc', Labels: {} }]
  const inUse = { message: 'network abc has active endpoints' }
  const leaving = (inside: object) =>
    [
      [200, []],
      [200, listed],
      [403, inUse],
      [200, { Containers: inside }],
    ] as [number, unknown][]
  const empty = await answering('left', ...leaving({}))
  await t.notThrowsAsync(removeLabelled(empty.engine, 'a=b', -1))
  t.is(empty.asked.at(-1), 'GET /networks/abc')
  const inhabited = await answering('inhabited', ...leaving({ somebody: {} }))
  await t.throwsAsync(removeLabelled(inhabited.engine, 'a=b', -1), { message: inUse.message })
})

test('a container that is going by itself counts as removed when it is gone', async (t) => {
  const { engine, asked } = await answering('container', [409], [404])
  await removeContainer(engine, 'abc')
  t.deepEqual(asked, Array(2).fill('DELETE /containers/abc?force=true&v=true'))
})

test('a container that Podman is just ending is asked for until it goes', async (t) => {
  const ending = { message: 'cannot remove container abc: container state improper: stopped' }
  const { engine, asked } = await answering('ending', [500, ending], [404])
  await removeContainer(engine, 'abc')
  t.is(asked.length, 2)
})

test('an image in use stays, which is told; one that is gone counts as removed', async (t) => {
  const { engine } = await answering('image', [404], [409, { message: 'in use' }])
  await t.notThrowsAsync(removeImage(engine, 'a:b'))
  await t.throwsAsync(removeImage(engine, 'a:b'), { message: 'in use' })
})

test('any other refusal is told at once', async (t) => {
  const { engine, asked } = await answering('broken', [500, { message: 'disk full' }])
  await t.throwsAsync(removeContainer(engine, 'abc'), { message: 'disk full' })
  t.is(asked.length, 1)
})

test('an image is listed by each name, and by its id when it has none', async (t) => {
  const { engine } = await answering('images', [
    200,
    [
      { Id: 'sha256:1', RepoTags: ['a:1', 'b:1'], Created: 1 },
      { Id: 'sha256:2', RepoTags: ['<none>:<none>'], Created: 2 },
      { Id: 'sha256:3', RepoTags: null, Created: 3 },
    ],
  ])
  t.deepEqual(await listImages(engine, 'x=1'), [
    { name: 'a:1', created: 1000 },
    { name: 'b:1', created: 1000 },
    { name: 'sha256:2', created: 2000 },
    { name: 'sha256:3', created: 3000 },
  ])
})
