/** The page's files, made of its sources. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import type { PageBundle } from './page-parts'

const FOLDER = join(__dirname, 'page')

/** @throws what esbuild throws where a source does not compile. */
export function bundlePage(): PageBundle {
  const { outputFiles } = buildSync({
    entryPoints: [join(FOLDER, 'main.ts')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  })
  return {
    'page.html': readFileSync(join(FOLDER, 'page.html')),
    'page.js': outputFiles[0]!.contents,
    'page.css': readFileSync(join(FOLDER, 'page.css')),
    'page.svg': readFileSync(join(FOLDER, 'page.svg')),
  }
}
