/**
 * The second factor of a login by password: enrolled, then confirmed, then asked for. Every code is judged where
 * its use is written down, inside one write: of two requests with the same code one is too late, also when they
 * come at once and also after a restart.
 */

import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import type { Change } from '../storage/schema'
import type { Store } from '../storage/store'
import type { DirectoryDefences } from './defences'
import { enrolmentUri, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './totp'

interface Row {
  readonly secret: string
  readonly active: 0 | 1
  readonly step: number
}

/**
 * Begins to enrol; what was begun before is void. Nothing is asked for until it is confirmed.
 * @returns the secret in base32, and as a URI for an authenticator app.
 * @throws Refusal TOTP_ACTIVE
 */
export function enrolTotp(store: Store, name: string): Promise<{ secret: string; uri: string }> {
  const secret = newSecret()
  return store.write((reader) => {
    if (rowOf(reader, name)?.active) throw new Refusal('TOTP_ACTIVE')
    return { changes: [['setTotp', name, secret]], answer: { secret, uri: enrolmentUri(name, secret) } }
  })
}

/**
 * From now on a login by password needs a code.
 * @returns the recovery codes, which nobody can ask for again.
 * @throws Refusal TOTP_ACTIVE, NO_TOTP, BAD_CODE
 */
export function confirmTotp(
  store: Store,
  name: string,
  code: string,
  now: number,
): Promise<{ recovery: string[] }> {
  const recovery = newRecoveryCodes()
  return store.write((reader) => {
    const row = rowOf(reader, name)
    if (!row) throw new Refusal('NO_TOTP')
    if (row.active) throw new Refusal('TOTP_ACTIVE')
    const step = stepOf(row.secret, code, now)
    if (step === null) throw new Refusal('BAD_CODE')
    const kept = recovery.map((each): Change => ['addRecoveryCode', name, recoveryHash(each)])
    return { changes: [['activateTotp', name], ['useTotpStep', name, step], ...kept], answer: { recovery } }
  })
}

/** Ends the second factor, and with it the recovery codes. @throws Refusal NO_TOTP, BAD_CODE */
export function removeTotp(
  store: Store,
  { codeServes }: Pick<DirectoryDefences, 'codeServes'>,
  name: string,
  code: string,
  now: number,
) {
  return store.write((reader) => {
    if (!rowOf(reader, name)?.active) throw new Refusal('NO_TOTP')
    if (useCode(reader, codeServes, name, code, now) === null) throw new Refusal('BAD_CODE')
    return {
      changes: [
        ['dropTotp', name],
        ['dropRecoveryCodes', name],
      ],
      answer: { status: 'removed' as const },
    }
  })
}

/**
 * To be called inside the write that carries out the changes.
 * @returns the changes that make a code useless from now on; none if no second factor is on.
 * @throws Refusal CODE_NEEDED if it is on and there is no code, BAD_LOGIN for a code that is wrong or was used.
 */
export function spendCode(
  reader: DatabaseReader,
  { codeServes }: Pick<DirectoryDefences, 'codeServes'>,
  name: string,
  code: string | undefined,
  now: number,
): Change[] {
  if (!rowOf(reader, name)?.active) return []
  if (code === undefined) throw new Refusal('CODE_NEEDED')
  const changes = useCode(reader, codeServes, name, code, now)
  if (changes === null) throw new Refusal('BAD_LOGIN')
  return changes
}

/** @returns null if the code is no good. */
function useCode(
  reader: DatabaseReader,
  codeServes: DirectoryDefences['codeServes'],
  name: string,
  code: string,
  now: number,
): Change[] | null {
  const row = rowOf(reader, name)
  const step = row && stepOf(row.secret, code, now)
  if (row && step && codeServes(step, row.step)) return [['useTotpStep', name, step]]
  const hash = recoveryHash(code)
  const found = reader.get('SELECT 1 FROM recovery_codes WHERE name = ? AND hash = ?', [name, hash])
  return found ? [['useRecoveryCode', name, hash]] : null
}

function rowOf(reader: DatabaseReader, name: string): Row | undefined {
  return reader.get<Row>('SELECT secret, active, step FROM totp WHERE name = ?', [name])
}
