/**
 * Who is let in. The page is served to this computer alone, and still three sorts of strangers can knock: other pages of the
 * same browser (also under a name of theirs that suddenly leads here: DNS rebinding), other programs of this computer, and
 * other users of it. Pure: what a request says of itself in, a refusal or nothing out.
 */

import type { IncomingHttpHeaders } from 'node:http'
import { type Sentence, t } from '../language/sentence'

/** Why a request is turned away: one sentence for people, and a code for programs. */
export interface TurnedAway {
  readonly status: number
  readonly code: string
  readonly words: Sentence
}

export interface Knock {
  readonly method: string
  /** As it stands in the request line, without what follows a question mark. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

/**
 * What every request has to fulfil, before anybody asks for its key: nothing is told or done for one that does not.
 * @returns null where it may go on.
 */
export function refusalAtTheDoor({ method, path, headers }: Knock, port: number): TurnedAway | null {
  const { host, origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  // A name that its owner lets lead to 127.0.0.1 (DNS rebinding) stands here as it is.
  if (host === undefined || !hosts.includes(host))
    return {
      status: 421,
      code: 'WRONG_HOST',
      words: t`This messenger answers at http://${hosts[0]!} only.`,
    }
  const isOwn = site === undefined || site === 'same-origin' || site === 'none'
  // A link in another page may lead to the page, in which nothing of the user's is; it may not have its parts, or ask.
  const isVisit = method === 'GET' && path === '/' && mode === 'navigate'
  if (!isOwn && !isVisit)
    return { status: 403, code: 'OTHER_PAGE', words: t`Other pages of the browser get nothing here.` }
  if (method === 'GET') return null
  if (method !== 'POST') return { status: 405, code: 'METHOD', words: t`There is GET and POST here.` }
  // Browsers say it with every POST, and no page can say it of another one.
  if (origin !== `http://${host}`)
    return { status: 403, code: 'OTHER_PAGE', words: t`Other pages of the browser get nothing here.` }
  return null
}

/** What every answer has: nothing of it is kept, framed, guessed at, or told to others. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': [
    "default-src 'none'",
    ...["script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:"],
    ...["frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"],
    ...["require-trusted-types-for 'script'", "trusted-types 'none'"],
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}
