/**
 * What the lab is told of the requests to the directory: what was asked and what came back, before the program sees it. It
 * stands around the one function that asks, so all that is done with an answer is what the user's program does.
 */

import { type AskJson, askJson } from '../directory/http-json'

/** How much is told of all answers together, in bytes: beyond, a history would be mostly this. */
const PROGRAM_BUDGET = 1024 * 1024
/** A longer answer is not told: the lab reads no line that is longer than a megabyte, and quotes take room. */
const LONGEST = 128 * 1024

/** With these others could log in. */
function withoutSecrets(field: string, value: unknown): unknown {
  return field === 'password' || field === 'token' ? '' : value
}

/** @returns what asks as the user's program does, and tells. */
export function askingTold(tell: (event: object) => void, ask: AskJson = askJson): AskJson {
  let left = PROGRAM_BUDGET
  return async (question) => {
    const reply = await ask(question)
    const { method, url, body } = question
    const answer = JSON.stringify(reply.json, withoutSecrets)
    const isTold = answer.length <= LONGEST && answer.length <= left
    if (isTold) left -= answer.length
    tell({
      event: 'asked',
      method,
      path: url.pathname + url.search,
      body: body ? JSON.stringify(body, withoutSecrets) : null,
      status: reply.status,
      ...(isTold && { answer }),
    })
    return reply
  }
}
