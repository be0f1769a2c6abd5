/**
 * Several test files in one process: a process with AVA in it takes longer to start than most of them take to test. For
 * the whole suite (`ava.config.cjs`); a file that is named to AVA has a process of its own.
 *
 * Their tests come one after the other, so that no two files meet, and each says of which file it is.
 */

const Module = require('node:module')
const { join, relative } = require('node:path')
const ava = require('ava')

const ROOT = join(__dirname, '..', '..')

/** @param files paths of test files */
function inOneProcess(files) {
  const load = Module._load
  for (const file of files) {
    const name = relative(ROOT, file).replace(/\.test\.ts$/, '')
    const test = wordsOf((words, args) => {
      if (words.includes('only')) throw new Error(`.only is for a file that runs by itself: npx ava ${file}`)
      const isHook = words.includes('before') || words.includes('after')
      const chain = isHook || words.includes('serial') ? words : ['serial', ...words]
      const [title, ...rest] = args
      chain.reduce(
        (previous, word) => previous[word],
        ava,
      )(...(isHook ? args : [`${name} › ${title}`, ...rest]))
    })
    Module._load = function (request, ...rest) {
      return request === 'ava' ? test : load.call(this, request, ...rest)
    }
    require(file)
  }
  Module._load = load
}

/** What AVA's `test` is: a function, and those that hang on it. @param call is given `['skip']` for `test.skip(…)` */
function wordsOf(call, words = []) {
  return new Proxy(() => {}, {
    apply: (_, __, args) => call(words, args),
    has: (_, word) => word in words.reduce((previous, one) => previous[one], ava),
    get: (_, word) => wordsOf(call, word === 'default' ? words : [...words, word]),
  })
}

module.exports = { inOneProcess }
