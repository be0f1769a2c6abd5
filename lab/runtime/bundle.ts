/** A program with all that it imports in one file, as it is run by nodes and as it is installed. */

import { type BuildFailure, type BuildOptions, build } from 'esbuild'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'

/** What is done differently for some programs, as esbuild takes it. */
export type Differences = Pick<BuildOptions, 'banner' | 'define' | 'plugins' | 'external'>

/**
 * @param programs the source of each, from `root` or absolute.
 * @returns the bytes of each as `NAME.cjs`, and which files are in them, from `root`.
 * @throws LabError when a program does not compile, with the place.
 */
export async function bundle(
  programs: Readonly<Record<string, string>>,
  root: string,
  differences: Differences = {},
) {
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: root,
      entryPoints: Object.entries(programs).map(([program, source]) => ({ in: source, out: program })),
      outExtension: { '.js': '.cjs' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // All of it is compiled at each start, and a node lives for seconds. Names stay, for stacks.
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'none',
      outdir: '.',
      write: false,
      metafile: true,
      logLevel: 'silent',
      ...differences,
    })
    const names = Object.keys(programs).map((program) => `${program}.cjs`)
    return {
      contents: new Map(names.map((name, place) => [name, outputFiles[place]!.contents])),
      sources: (): string[] => Object.keys(metafile.inputs),
    }
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? []
    if (!first) throw error
    const place = first.location ? `${first.location.file}:${first.location.line}: ` : ''
    throw new LabError(t`The programs do not compile: ${place}${first.text}`)
  }
}
