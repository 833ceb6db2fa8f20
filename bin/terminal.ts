/** Where a program's words go. */
export interface Terminal {
  out: (text: string) => void
  err: (text: string) => void
}

/** Runs a command with what was typed after its name; what it throws is a sentence for the person, and exit code 1. */
export function runInTerminal(command: (args: string[], terminal: Terminal) => number): void {
  try {
    process.exitCode = command(process.argv.slice(2), {
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
    })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
