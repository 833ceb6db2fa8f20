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
 * Ends the process with exit code 1 after saying what went wrong; a fault of ours keeps its stack.
 * @param {unknown} error
 * @returns {never}
 */
export function giveUp(error) {
  const text =
    error instanceof Sentence ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`\n${text}\n`)
  process.exit(1)
}
