/**
 * For tests: SQLite's WebAssembly, which each directory loads, is compiled once, simply. V8 would compile it a second
 * time beside the program, for speed, and that takes longer than the program's start and all that a test asks of it.
 */

require('node:v8').setFlagsFromString('--liftoff-only')
