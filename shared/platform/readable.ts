// Signs that nobody sees: those that steer a terminal, those that have what follows read backwards, spaces without
// width, and halves of a character (which canonical JSON refuses: RFC 8785, section 3.2.2.2). What joins letters or pictures (U+200C, U+200D) stays.
const steering = /[^\P{Cc}\t\n\r]|[\p{Cs}\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu
const seen = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Typed words without signs that only steer how the others stand; empty where there is nothing to be seen. */
export function readable(text: string): string {
  const words = text.replaceAll(steering, '')
  return seen.test(words) ? words : ''
}
