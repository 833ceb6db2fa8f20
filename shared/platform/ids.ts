const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz'

/**
 * A new opaque identifier: 24 characters, more than 128 bits from the system's random source,
 * without letters that are easily misread. It is both the database key and the public id.
 */
export function newId(): string {
  return randomText(24)
}

/** Random text of `length` characters; 5.7 bits each. Use at least 32 for anything that opens a door. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // Bytes past the last whole multiple of the alphabet would favour its first letters.
      if (byte < 216 && text.length < length) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}

/** True if `text` has the shape of an id; cheap refusal before the database is asked. */
export const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9A-Za-z]{24}$/.test(text)
