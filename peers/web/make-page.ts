/** `ts-node peers/web/make-page.ts FOLDER`: writes the page's files, for programs that are installed (lab/packing). */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundlePage } from './page-bundle'

const [folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(bundlePage())) writeFileSync(join(folder, name), content)
