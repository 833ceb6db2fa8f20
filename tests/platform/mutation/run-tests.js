import runFile from '../run-file.js'

// Runs test files in this process and ends with 1 as soon as one fails: what a mutant is tried with.
const [, , ...paths] = process.argv

for (const testPath of paths) {
  const result = await runFile({
    testPath,
    config: /** @type {any} */ ({ rootDir: process.cwd(), testMatch: [] }),
    globalConfig: /** @type {any} */ ({ testTimeout: 20_000, rootDir: process.cwd() }),
  })
  if (result.numFailingTests > 0 || result.testExecError) process.exit(1)
}
process.exit(0)
