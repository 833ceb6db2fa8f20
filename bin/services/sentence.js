/**
 * A fault that the person at the keyboard can mend: its message is one sentence that says what to do,
 * so it is shown alone, without a stack.
 */
export class Sentence extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message)
    this.name = 'Sentence'
  }
}

/**
 * What to say of an error: a sentence as it is, what the disk refuses as a sentence; a fault of ours keeps its stack.
 * @param {unknown} error
 * @returns {string}
 */
export function wordsFor(error) {
  if (error instanceof Sentence) return error.message
  const { code = '', path, stack } = /** @type {NodeJS.ErrnoException} */ (error ?? {})
  const place = path ?? 'the project and its data'
  if (isFull(code))
    return `The disk that holds ${place} is full: free about 1 GB and run the command again, or give a data folder on another disk with --data-dir.`
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) && path)
    return `${path} may not be written to or read (${code}): mend its owner or its rights and run the command again, or choose another data folder with --data-dir.`
  return stack ?? String(error)
}

/**
 * Whether what the system or a program says means that there is no space left.
 * @param {string} text
 */
export const isFull = (text) => /ENOSPC|EDQUOT|No space left|OutOfDiskSpace|Disk quota exceeded/i.test(text)

/**
 * Ends the process with exit code 1 after saying what went wrong.
 * @param {unknown} error
 * @returns {never}
 */
export function giveUp(error) {
  process.stderr.write(`\n${wordsFor(error)}\n`)
  process.exit(1)
}
