/** What the report was made with: versions of the lab's checkout and of this machine. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MadeAhead, madeAhead } from '../place/made-ahead'
import { ROOT } from '../place/place'

export interface Surroundings extends Origin {
  readonly node: string
  readonly platform: string
}

/** What the lab is made of. */
export type Origin = Pick<MadeAhead, 'project' | 'packages' | 'revision' | 'isChanged'>

export function surroundings(): Surroundings {
  const { project, packages, revision, isChanged } = madeAhead() ?? origin()
  const machine = { node: process.version, platform: `${process.platform} ${process.arch}` }
  return { ...machine, project, packages, revision, isChanged }
}

/** @returns what this checkout is. */
export function origin(): Origin {
  const { name, version, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return {
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
