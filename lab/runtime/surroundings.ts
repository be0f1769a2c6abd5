/** What the report was made with: versions of this checkout and this machine. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '..', '..')

export interface Surroundings {
  readonly node: string
  readonly platform: string
  /** The commit of the checkout; null where it is no repository. */
  readonly revision: string | null
  /** Whether files differ from that commit. */
  readonly isChanged: boolean
  readonly project: string
  readonly packages: readonly string[]
}

export function surroundings(): Surroundings {
  const { name, version, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    revision: git('rev-parse', 'HEAD') || null,
    isChanged: git('status', '--porcelain', '--untracked-files=no') !== '',
    project: `${name} ${version}`,
    packages: Object.entries(devDependencies).map(([one, of]) => `${one} ${of}`),
  }
}

/** @returns what git says; nothing where there is no git, or nothing of its here. */
function git(...args: string[]): string {
  try {
    return execFileSync('git', ['-C', ROOT, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}
