// Blank signs that are no white space to a regular expression: Braille’s and Hangul’s, and spaces without a width.
const gap = /[\s\u200b\u2060\u2800\u115f\u1160\u3164\uffa0]+/u

/**
 * How many words a text has, for limits: a word is whatever stands between white space and has a letter or a figure in
 * it. So `well-known`, `and/or`, `£60,000` and an address on the web are one word each; a dash or bullet alone is none.
 */
export const countWords = (text: string): number =>
  text.split(gap).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length
