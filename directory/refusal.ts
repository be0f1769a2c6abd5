/**
 * What the directory answers when it refuses: an HTTP status (RFC 9110 §15), a stable code for programs and
 * a sentence for people. And how it tells its operator that it cannot start.
 */

const refusals = {
  BAD_REQUEST: [400, 'The directory does not understand this request.'],
  MALFORMED_JSON: [400, 'The body is not valid JSON.'],
  BAD_FIELD: [400, 'A field of the request is not what the directory expects.'],
  BAD_IDENTITY: [400, 'Both identity keys must be RSA-2048 public keys (e = 65537) in SPKI DER.'],
  BAD_EXPIRY: [
    400,
    'An address must expire in the future, at most 7 days ahead: is the clock of this computer right?',
  ],
  OWN_NAME: [400, 'Nobody can be a friend of themselves: give the name of somebody else.'],
  BAD_LOGIN: [401, 'The name, the password or the code is wrong.'],
  BAD_KEY_LOGIN: [
    401,
    'This signature logs nobody in: it must answer a challenge of this minute, with the key that the name registered, for the address under which this directory knows itself.',
  ],
  CODE_NEEDED: [401, 'This account has a second factor: send a one-time code or a recovery code as well.'],
  NOT_LOGGED_IN: [401, 'This needs a valid token: log in first.'],
  BAD_PROOF: [
    403,
    'The proof does not verify: it must be made for this name and these keys by their holder.',
  ],
  BAD_SIGNATURE: [403, 'The address is not signed by the key that this name registered.'],
  BAD_CODE: [403, 'This code is wrong, too old, or was used: wait for the next one.'],
  NOT_YOURS: [403, 'An address can be published under your own name only.'],
  NOT_A_FRIEND: [403, 'Addresses are shown to accepted friends only.'],
  NO_ADDRESS: [404, 'This friend has no current address: ask them to go online.'],
  NOT_WAITING: [404, 'This friend does not wait at the relay now: try later.'],
  NO_CALL: [404, 'Nobody waits at the relay under this token: they may have gone.'],
  NO_ROUTE: [404, 'The directory has nothing under this method and path.'],
  NAME_TAKEN: [409, 'This name is taken: choose another one.'],
  TOO_MANY_OPEN: [
    409,
    'You asked 500 people who did not answer yet: take some of these requests back first.',
  ],
  TOO_MANY_FRIENDS: [
    409,
    'You have 1000 friends, those counted whom you asked: end a friendship or take back a request first.',
  ],
  TOTP_ACTIVE: [409, 'The second factor is on: switch it off with a code before you enrol anew.'],
  NO_TOTP: [409, 'There is no second factor to confirm or to switch off: enrol first.'],
  OUTDATED: [409, 'The counter of an address must be greater than that of the one published before.'],
  TOO_LARGE: [413, 'The body is larger than 16 KiB.'],
  NOT_JSON: [415, 'The body must be plain JSON, sent as application/json.'],
  TOO_MANY: [429, 'There were too many attempts: wait a while and try again.'],
  INTERNAL: [500, 'The directory failed: this is its fault, not that of the request.'],
  BUSY: [503, 'Too many people register or log in at this moment: try again in 10 seconds.'],
  STORAGE_FAILED: [
    503,
    'The directory could not save this, because its disk is full or failing: nothing was changed, try later.',
  ],
} as const satisfies Record<string, readonly [number, string]>

/** A refusal that goes to the client as `{"error":{"code","message"}}` with its status. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number

  /**
   * @param detail replaces the code's standing sentence where the place knows more.
   * @param retryAfter seconds after which it makes sense to ask again.
   */
  constructor(
    readonly code: keyof typeof refusals,
    detail?: string,
    readonly retryAfter?: number,
  ) {
    super(detail ?? refusals[code][1])
    this.status = refusals[code][0]
  }

  /** The body of the answer. */
  get body() {
    const { code, message, retryAfter } = this
    return { error: { code, message, ...(retryAfter === undefined ? {} : { retryAfter }) } }
  }
}

/** The directory cannot start; the message is the sentence its operator reads. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'

  /** @param exitStatus 64 where the command line is at fault, else 70 (sysexits.h). */
  constructor(
    message: string,
    readonly exitStatus: 64 | 70 = 70,
  ) {
    super(message)
  }
}

/** @returns what went wrong with a file, in words instead of an error code. */
export function inWords(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ''
  return (
    {
      EACCES: 'permission denied',
      EPERM: 'permission denied',
      EROFS: 'the disk is read-only',
      ENOSPC: 'the disk is full',
      EDQUOT: 'the disk quota is used up',
      ENOTDIR: 'part of the path is not a folder',
      EEXIST: 'there is a file of that name',
      EISDIR: 'there is a folder of that name',
    }[code] ?? (error instanceof Error ? error.message : String(error))
  )
}
