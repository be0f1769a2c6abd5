/** What the engine's client leaves out: a call whose answer stays away, or breaks off, fails. */
import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'

/** How requests come to an agent; Node's types leave it out. */
interface Taking {
  addRequest(request: ClientRequest, ...rest: unknown[]): void
}

/**
 * The same agent. A request that was given to it fails when nothing comes for `silenceMs`, and when its answer breaks
 * off after its head: docker-modem waits for the end of the body alone, which never comes then.
 */
export function wholeAnswers<A extends Agent>(agent: A, silenceMs: number): A {
  const taking = agent as unknown as Taking
  const take = taking.addRequest.bind(agent)
  taking.addRequest = (request, ...rest) => {
    take(request, ...rest)
    let answer: IncomingMessage | undefined
    let silent: LabError | undefined
    request.setTimeout(silenceMs, () => {
      silent = new LabError(t`the engine does not answer`)
      const halted = answer ?? request
      halted.destroy(silent)
    })
    request.once('response', (response) => {
      answer = response
      response.once('close', () => {
        // Whoever reads the body as a stream is told by the stream.
        if (!response.complete) request.emit('error', silent ?? brokenOff())
      })
    })
  }
  return agent
}

/** The engine, or what is between, has ended a connection in the middle of a call. */
export function brokenOff(): LabError {
  return new LabError(t`the engine has broken the connection off`)
}
