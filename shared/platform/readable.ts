// Signs that nobody sees: those that steer a terminal, and those that have what follows read backwards.
const steering = /[^\P{Cc}\t\n\r]|[\u202A-\u202E]/gu
const seen = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Typed words without signs that only steer how the others stand; empty where there is nothing to be seen. */
export function readable(text: string): string {
  const words = text.replaceAll(steering, '')
  return seen.test(words) ? words : ''
}
