// Windows-1252 gives these characters to the bytes 0x80 to 0x9F; the other bytes stand for themselves.
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const high = `\u0080-\u00bf${windows1252}`
const misread = new RegExp(`[\\u00c2-\\u00f4][${high}]{1,3}`, 'g')

/**
 * Text of a public notice as its author meant it: UTF-8 that was read as Windows-1252 (`Â£`, `â€¢`) is read
 * again, escaped line ends (`\r`, or `rn` where the backslashes were lost) become line ends, and characters
 * that print nothing go.
 */
export function repairText(text: string): string {
  return (
    text
      .replace(misread, readAgain)
      .replace(/\\r\\n|\\r|\\n|\r\n?/g, '\n')
      // No English word begins with these two small letters.
      .replace(/(?<=^|\s)rn|(?<=[.:;,)])rn(?=[\sA-Z•-])/g, '\n')
      .replace(/\uf0a7|\uf0b7/g, '•')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u200b-\u200f\u2028\u2029\ufeff\ufffd]/g, ' ')
      .replace(/[ \u00a0\u202f]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  )
}

function readAgain(letters: string): string {
  const bytes = Uint8Array.from(letters, (letter) => {
    const place = windows1252.indexOf(letter)
    return place < 0 ? letter.charCodeAt(0) : 0x80 + place
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return letters
  }
}

/**
 * The text, ending in `…` where its source seems to have cut it off. The Lancashire lists cut at 500 characters
 * and lose some of those to white space afterwards, so anything near that without an end of a sentence was cut.
 */
export function markCut(text: string): string {
  const isCut = text.length >= 465 && text.length <= 500 && !/[.!?)”"]$/.test(text)
  return isCut ? `${text}…` : text
}
