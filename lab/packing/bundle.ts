/** Programs bundled into one file each, as they are installed. */

import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * @param commands the source of each, from the project's root. @param folder where each becomes `NAME.cjs`.
 * @returns the folders of the packages that are part of them.
 */
export async function bundleCommands(
  commands: Readonly<Record<string, string>>,
  root: string,
  folder: string,
): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(commands).map(([name, source]) => ({ in: source, out: name })),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Names stay, for stacks.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    metafile: true,
    logLevel: 'error',
  })
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  )
  return [...new Set(packages)].sort().map((path) => join(root, path))
}
