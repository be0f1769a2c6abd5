/**
 * The tables, and every change that can be made to them. A change is named and carries all its values, so
 * that the journal can repeat it to the letter: no clock, no randomness, nothing decided inside SQLite.
 */

/** "SP2P", so that a snapshot is known as ours (SQLite file format §1.3.17). */
export const APPLICATION_ID = 0x53503250

/** Of the tables; a database that says another one is refused. 1 to 3 were others: a number is used once. */
export const SCHEMA_VERSION = 4

/**
 * The tables, empty.
 * Keys, signatures, salts and hashes are base64 as on the wire; times are milliseconds since 1970.
 */
export const schema = `
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};

-- The last journal entry that this database contains.
CREATE TABLE position (sequence INTEGER NOT NULL) STRICT;
INSERT INTO position VALUES (0);

CREATE TABLE users (
  name TEXT PRIMARY KEY,
  signing TEXT NOT NULL,
  wrapping TEXT NOT NULL,
  scrypt_n INTEGER NOT NULL,
  scrypt_r INTEGER NOT NULL,
  scrypt_p INTEGER NOT NULL,
  salt TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  hash TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Kept after it expires: its counter must still be exceeded.
CREATE TABLE addresses (
  name TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  signature TEXT NOT NULL,
  observed TEXT NOT NULL,
  -- Empty where there is no second address.
  also TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Requests and friendships. "asked" need not be registered: a request to nobody looks like any other.
CREATE TABLE friendships (
  asker TEXT NOT NULL,
  asked TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (asker, asked)
) STRICT, WITHOUT ROWID;
CREATE INDEX friendships_by_asked ON friendships (asked);

-- So that a login need not look at the tokens of everybody.
CREATE INDEX tokens_by_expiry ON tokens (expires);
CREATE INDEX tokens_by_name ON tokens (name, expires);

-- The second factor (RFC 6238). The secret is base32; "step" is the last time step whose code was accepted.
CREATE TABLE totp (
  name TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  active INTEGER NOT NULL,
  step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (name, hash)
) STRICT, WITHOUT ROWID;
`

/** The names stand in journals: never rename one, nor give it another meaning. */
const changes = {
  addUser: 'INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  addToken: 'INSERT INTO tokens VALUES (?, ?, ?)',
  dropTokensUntil: 'DELETE FROM tokens WHERE expires <= ?',
  keepTokens: `DELETE FROM tokens WHERE name = ?1 AND hash NOT IN
    (SELECT hash FROM tokens WHERE name = ?1 ORDER BY expires DESC, hash LIMIT ?2)`,
  dropTokens: 'DELETE FROM tokens WHERE name = ?',
  dropOtherTokens: 'DELETE FROM tokens WHERE name = ?1 AND hash <> ?2',
  setIdentity: 'UPDATE users SET signing = ?2, wrapping = ?3 WHERE name = ?1',
  setPassword: `UPDATE users SET scrypt_n = ?2, scrypt_r = ?3, scrypt_p = ?4, salt = ?5, hash = ?6
    WHERE name = ?1`,
  dropUser: 'DELETE FROM users WHERE name = ?',
  dropAddress: 'DELETE FROM addresses WHERE name = ?',
  dropFriendships: 'DELETE FROM friendships WHERE asker = ?1 OR asked = ?1',
  setAddress: 'INSERT OR REPLACE INTO addresses VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ask: 'INSERT INTO friendships VALUES (?, ?, 0)',
  accept: 'UPDATE friendships SET accepted = 1 WHERE asker = ? AND asked = ?',
  part: 'DELETE FROM friendships WHERE (asker = ?1 AND asked = ?2) OR (asker = ?2 AND asked = ?1)',
  setTotp: 'INSERT OR REPLACE INTO totp VALUES (?, ?, 0, 0)',
  activateTotp: 'UPDATE totp SET active = 1 WHERE name = ?',
  useTotpStep: 'UPDATE totp SET step = ?2 WHERE name = ?1',
  dropTotp: 'DELETE FROM totp WHERE name = ?',
  addRecoveryCode: 'INSERT INTO recovery_codes VALUES (?, ?)',
  useRecoveryCode: 'DELETE FROM recovery_codes WHERE name = ? AND hash = ?',
  dropRecoveryCodes: 'DELETE FROM recovery_codes WHERE name = ?',
} as const

/** One change to the database: its name, then the values of its statement in order. */
export type Change = readonly [keyof typeof changes, ...(string | number)[]]

/** @returns the SQL statement of a change, or undefined if no change has this name. */
export function statementOf(name: string): string | undefined {
  return Object.hasOwn(changes, name) ? changes[name as keyof typeof changes] : undefined
}
