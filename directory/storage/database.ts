/**
 * sql.js: SQLite compiled to WebAssembly, wholly in memory. It keeps nothing by itself; see store.ts for how
 * its content survives. This is the only file that knows sql.js.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { APPLICATION_ID, type Change, SCHEMA_VERSION, schema, statementOf } from './schema'

type Value = string | number

/** The half of a database that looks and does not touch. */
export interface DatabaseReader {
  /** @returns every row of a SELECT, with its columns by name. */
  all<Row>(sql: string, values?: readonly Value[]): Row[]
  /** @returns the first row, or undefined if there is none. */
  get<Row>(sql: string, values?: readonly Value[]): Row | undefined
}

export class Database implements DatabaseReader {
  readonly #db: initSqlJs.Database
  readonly #statements = new Map<string, initSqlJs.Statement>()

  private constructor(db: initSqlJs.Database) {
    this.#db = db
    this.#tune()
  }

  /** @returns an empty database with our tables. */
  static async create(): Promise<Database> {
    const database = new Database(new (await engine()).Database())
    database.#db.exec(schema)
    return database
  }

  /**
   * @param bytes an SQLite file.
   * @param check whether to look at all of it (`PRAGMA integrity_check`).
   * @throws Error if it is found damaged, or not a file of this schema.
   */
  static async load(bytes: Uint8Array, { check }: { readonly check: boolean }): Promise<Database> {
    const database = new Database(new (await engine()).Database(bytes))
    const sql = 'PRAGMA integrity_check'
    const found = check ? database.get<{ integrity_check: string }>(sql)?.integrity_check : 'ok'
    if (found !== 'ok') throw new Error(`it is damaged (${found})`)
    const id = database.get<{ application_id: number }>('PRAGMA application_id')?.application_id
    const version = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0
    if (id !== APPLICATION_ID) throw new Error('it is not a database of this directory')
    if (version !== SCHEMA_VERSION)
      throw new Error(`it was made by another version (schema ${version}, this one knows ${SCHEMA_VERSION})`)
    return database
  }

  all<Row>(sql: string, values: readonly Value[] = []): Row[] {
    const statement = this.#prepared(sql)
    try {
      statement.bind([...values])
      const rows: Row[] = []
      while (statement.step()) rows.push(statement.getAsObject() as Row)
      return rows
    } finally {
      statement.reset()
    }
  }

  get<Row>(sql: string, values: readonly Value[] = []): Row | undefined {
    const statement = this.#prepared(sql)
    try {
      statement.bind([...values])
      return statement.step() ? (statement.getAsObject() as Row) : undefined
    } finally {
      statement.reset()
    }
  }

  #run(sql: string, values: readonly Value[]): void {
    const statement = this.#prepared(sql)
    try {
      statement.run([...values])
    } finally {
      statement.reset()
    }
  }

  /** SQLite compiles each text once; there are only as many as stand in the sources. */
  #prepared(sql: string): initSqlJs.Statement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  /** The sequence number of the last journal entry in this database; 0 in a new one. */
  get sequence(): number {
    return this.get<{ sequence: number }>('SELECT sequence FROM position')!.sequence
  }

  /** Bytes of the SQLite file that it would be. */
  get size(): number {
    const sql = 'SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size'
    return this.get<{ size: number }>(sql)!.size
  }

  /** Makes the changes of one journal entry, all or none. @throws Error if one cannot be made. */
  apply(sequence: number, changes: readonly Change[]): void {
    this.#db.exec('BEGIN')
    try {
      this.change(changes)
      this.#run('UPDATE position SET sequence = ?', [sequence])
      this.#db.exec('COMMIT')
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  /** Runs `rehearsal` and takes back whatever it changed. */
  rehearse(rehearsal: () => void): void {
    this.#db.exec('BEGIN')
    try {
      rehearsal()
    } finally {
      this.#db.exec('ROLLBACK')
    }
  }

  /** Within a rehearsal or a transaction: makes some changes, all or none. */
  change(changes: readonly Change[]): void {
    this.#db.exec('SAVEPOINT change')
    try {
      for (const [name, ...values] of changes) {
        const sql = statementOf(name)
        if (sql === undefined) throw new Error(`there is no change named ${name}`)
        this.#run(sql, values)
      }
    } catch (error) {
      this.#db.exec('ROLLBACK TO change')
      throw error
    } finally {
      this.#db.exec('RELEASE change')
    }
  }

  /** @returns the whole database as the bytes of an SQLite file. */
  export(): Uint8Array {
    return this.#db.export()
  }

  close(): void {
    this.#db.close()
  }

  /**
   * Its "disk" is memory: SQLite's own care for crashes has nothing to protect there. Nor is there anybody else to
   * lock out: without that each read would look for a journal first, which takes ten times as long as the read.
   */
  #tune(): void {
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY')
    this.#db.exec('PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY')
  }
}

let started: Promise<initSqlJs.SqlJsStatic> | undefined

function engine(): Promise<initSqlJs.SqlJsStatic> {
  started ??= initSqlJs({ wasmBinary: wasm() })
  return started
}

/** Beside the program where it is bundled into one file, else in the package. */
function wasm(): ArrayBuffer {
  const beside = join(__dirname, 'sql-wasm.wasm')
  const bytes = readFileSync(existsSync(beside) ? beside : packagedWasm())
  return new Uint8Array(bytes).buffer
}

function packagedWasm(): string {
  try {
    return require.resolve('sql.js/dist/sql-wasm.wasm')
  } catch {
    throw new Error(`sql-wasm.wasm is neither beside this program (${__dirname}) nor in the package sql.js`)
  }
}
