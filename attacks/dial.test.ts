import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import test from 'ava'
import ts from 'typescript'
import { dial, splitAddress } from './dial'
import { placeOf } from './relay-testing'

test('dials a name in the table, at the address that stands there', async (t) => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { host, port } = placeOf(server)
  const socket = dial({ 'bob:25000': `${host}:${port}` }, 'bob:25000')
  const [accepted] = await once(server, 'connection')
  t.is(accepted.remotePort, socket.localPort)
  accepted.destroy()
  socket.destroy()
  server.close()
})

test('refuses every name that is not in the table, to the letter', (t) => {
  const hosts = { 'bob:25000': '127.0.0.1:1' }
  const others = [
    ...['bob', 'bob:25001', 'bob:2500', 'bob:025000', ' bob:25000', 'bob:25000 ', 'bob:25000\n', 'Bob:25000'],
    ...['BOB:25000', 'alice:25000', '127.0.0.1:1', 'localhost:1', '1.1.1.1:443', '[::1]:1', ':25000', ''],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'],
  ]
  for (const name of others) {
    t.throws(() => dial(hosts, name), { message: /is not in this run's hosts table/ }, name)
  }
  t.throws(() => dial({}, 'bob:25000'), { message: /^bob:25000 is not in this run's hosts table/ })
})

test('an address is a host and a port; IPv6 may stand in brackets', (t) => {
  t.deepEqual(splitAddress('127.0.0.1:25000'), { host: '127.0.0.1', port: 25000 })
  t.deepEqual(splitAddress('[fe80::1]:80'), { host: 'fe80::1', port: 80 })
  t.deepEqual(splitAddress('::1:80'), { host: '::1', port: 80 })
})

/** Whatever can open a connection, read a file or the environment, start a program that does, or load what can. */
const reaching =
  /^(node:)?(net|http|https|http2|tls|dgram|dns|inspector|child_process|cluster|worker_threads|module|vm|wasi|fs|os|process|sqlite|v8)(\/|$)/

/** What each file of attacks/ may take from them: everything else is a second way out. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'dial.ts': ['node:net connect'],
  // Over a socket that dial.ts has made: see the test below.
  'http-client.ts': ['node:http request'],
  'http-relay.ts': ['node:http createServer', 'node:http request'],
  'relay.ts': ['node:net createServer'],
  'upgrade-relay.ts': ['node:http request'],
}

test('no file of attacks/ but dial.ts can open a connection, and none reads files or the environment', (t) => {
  const files = readdirSync(__dirname).filter((name) => /(?<!\.test|-testing)\.ts$/.test(name))
  t.true(files.includes('dial.ts') && files.includes('swap-keys.ts'))
  for (const name of files) {
    const source = ts.createSourceFile(
      name,
      readFileSync(join(__dirname, name), 'utf8'),
      ts.ScriptTarget.ES2022,
    )
    t.deepEqual(waysOut(source), allowed[name] ?? [], name)
  }
})

for (const name of ['http-client.ts', 'http-relay.ts', 'upgrade-relay.ts']) {
  test(`${name} asks over the socket that it is given, and opens none`, (t) => {
    const source = readFileSync(join(__dirname, name), 'utf8')
    const calls = [...source.matchAll(/\brequest\(/g)]
    t.is(calls.length, 1)
    t.regex(source.slice(calls[0]!.index), /^request\(\{[^}]*\bcreateConnection: \(\) => socket \}/)
  })
}

test('that check sees other ways out', (t) => {
  const cases = {
    "import { connect } from 'node:tls'": ['node:tls connect'],
    "import * as net from 'net'": ['net * as net'],
    "import net, { type Socket } from 'node:net'": ['node:net net'],
    "import { type Socket, type Server as S } from 'node:net'": [],
    "import type { Socket } from 'node:net'": [],
    "export { connect } from 'node:net'": ['node:net export'],
    "import net = require('node:net')": ['require'],
    "const net = require('node:net')": ['require'],
    "void import('node:dgram')": ['import()'],
    "fetch('http://example.org')": ['fetch'],
    "new globalThis.WebSocket('ws://example.org')": ['WebSocket'],
    "process.getBuiltinModule('net')": ['getBuiltinModule'],
    "process.binding('tcp_wrap')": ['binding'],
    "eval('1')": ['eval'],
    'new Function("1")': ['Function'],
    "import { readFileSync } from 'node:fs'": ['node:fs readFileSync'],
    "import { open } from 'fs/promises'": ['fs/promises open'],
    "import { env } from 'node:process'": ['node:process env'],
    'process.env.SECRET': ['env'],
    'const { env } = process': ['env'],
    "process['env']": ['env'],
    "process.dlopen(module, 'fs.node')": ['dlopen'],
  }
  for (const [code, ways] of Object.entries(cases)) {
    t.deepEqual(waysOut(ts.createSourceFile('x.ts', code, ts.ScriptTarget.ES2022)), ways, code)
  }
})

const words =
  /^(require|fetch|WebSocket|EventSource|XMLHttpRequest|getBuiltinModule|binding|eval|Function|env|loadEnvFile|dlopen|mainModule)$/

/** @returns what a file takes from modules that reach outside, and other words that lead there. */
function waysOut(source: ts.SourceFile): string[] {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { text } = node.moduleSpecifier
      const clause = node.importClause
      const named = clause?.namedBindings
      if (!reaching.test(text) || clause?.isTypeOnly) return
      if (!clause) found.push(text)
      if (clause?.name) found.push(`${text} ${clause.name.text}`)
      if (named && ts.isNamespaceImport(named)) found.push(`${text} * as ${named.name.text}`)
      if (named && ts.isNamedImports(named))
        for (const { isTypeOnly, name, propertyName } of named.elements)
          if (!isTypeOnly) found.push(`${text} ${(propertyName ?? name).text}`)
      return
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      if (reaching.test(node.moduleSpecifier.text)) found.push(`${node.moduleSpecifier.text} export`)
      return
    }
    if (ts.isExternalModuleReference(node)) found.push('require')
    else if (node.kind === ts.SyntaxKind.ImportKeyword) found.push('import()')
    else if (ts.isIdentifier(node) && words.test(node.text)) found.push(node.text)
    else if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
      const { text } = node.argumentExpression
      if (words.test(text)) found.push(text)
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}
