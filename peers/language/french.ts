/** The messenger's French; one file for each part that speaks. */

import { chat } from './french-chat'
import { cli } from './french-cli'
import { errors } from './french-errors'
import { files } from './french-files'
import { help } from './french-help'
import { home } from './french-home'
import { webFrench as web } from './french-web'
import type { Dictionary } from './sentence'

/** By the part that says it. */
export const parts: Readonly<Record<string, Dictionary>> = { chat, cli, errors, files, help, home, web }

export const french: Dictionary = Object.assign({}, ...Object.values(parts))
