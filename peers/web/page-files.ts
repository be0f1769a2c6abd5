/** The files that a browser gets before anybody is let in: nothing of the user's is in them. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../language/sentence'
import { type PageBundle, pageNames } from './page-parts'

/** Where the build has put the page, beside the program; a checkout bundles it anew. */
declare const WEB_AHEAD: string | undefined

export interface PageFile {
  /** Of its content, as HTTP says it. */
  readonly type: string
  readonly content: Uint8Array | string
}

/** @returns what is served, by its path. @param language the page is said in; null leaves it to the browser. */
export function pageFiles(language: Language | null): ReadonlyMap<string, PageFile> {
  const made =
    typeof WEB_AHEAD === 'undefined'
      ? (require('./page-bundle') as typeof import('./page-bundle')).bundlePage()
      : madeAhead(join(__dirname, WEB_AHEAD))
  const html = Buffer.from(made['page.html']).toString('utf8')
  return new Map<string, PageFile>([
    [
      '/',
      {
        type: 'text/html; charset=utf-8',
        content: html.replace('data-told=""', `data-told="${language ?? ''}"`),
      },
    ],
    ['/page.js', { type: 'text/javascript; charset=utf-8', content: made['page.js'] }],
    ['/page.css', { type: 'text/css; charset=utf-8', content: made['page.css'] }],
    ['/page.svg', { type: 'image/svg+xml', content: made['page.svg'] }],
  ])
}

function madeAhead(folder: string): PageBundle {
  const read = (name: (typeof pageNames)[number]) => readFileSync(join(folder, name))
  return Object.fromEntries(pageNames.map((name) => [name, read(name)])) as Record<
    (typeof pageNames)[number],
    Buffer
  >
}
