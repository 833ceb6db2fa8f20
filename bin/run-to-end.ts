import { closeEverything } from '../server/platform/closing.ts'

/** Does the work of a program that opens the database, says in a sentence what went wrong, closes everything and ends. */
export async function runToEnd(work: () => Promise<void>): Promise<never> {
  try {
    await work()
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  } finally {
    await closeEverything()
  }
  process.exit()
}
