/**
 * What the directory tells its operator, a line each: requests and incidents. Of a request only what cannot hold
 * a secret: no query, no path but its pattern, no header, no body.
 */

export interface RequestLog {
  readonly method: string
  /** The pattern of the route, such as `/friends/:name`; null where there is none. */
  readonly route: string | null
  readonly status: number
  /** Milliseconds until the answer was out, or the client gone. */
  readonly ms: number
  /** The IP address that the request came from. */
  readonly from: string
  /** Whether the client went away before it had its answer. */
  readonly aborted: boolean
}

/** Milliseconds, and characters, for which a line about a request waits for others. */
const PATIENCE = 100
const MOST = 64 * 1024

export interface OperatorLog {
  request(request: RequestLog): void
  /** Says a sentence that the operator should read. */
  say(sentence: string): void
  /** Writes what waits. */
  flush(): void
}

/**
 * @param form `json`: an object a line; `text`: the same for eyes; `none`: sentences only.
 * @param now milliseconds since 1970.
 * @param write takes whole lines.
 */
export function createLog(
  form: 'json' | 'text' | 'none',
  now: () => number,
  write: (text: string) => void,
): OperatorLog {
  let waiting = ''
  const flush = () => {
    const text = waiting
    waiting = ''
    if (text) write(text)
  }
  // Requests share a call to the system: it takes longer than the request did.
  const add = (line: string) => {
    if (!waiting) setTimeout(flush, PATIENCE)
    waiting += `${line}\n`
    if (waiting.length > MOST) flush()
  }
  const time = () => new Date(now()).toISOString()
  return {
    flush,
    request({ method, route, status, ms, from, aborted }) {
      if (form === 'none') return
      const rounded = Math.round(ms * 10) / 10
      if (form === 'text') {
        add(`${time()} ${from} ${method} ${route ?? '-'} ${status} ${rounded} ms${aborted ? ' aborted' : ''}`)
      } else {
        add(
          JSON.stringify({
            time: time(),
            method,
            route,
            status,
            ms: rounded,
            from,
            ...(aborted && { aborted }),
          }),
        )
      }
    },
    say(message) {
      add(form === 'json' ? JSON.stringify({ time: time(), message }) : message)
      flush()
    },
  }
}
