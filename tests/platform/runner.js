import { fileURLToPath } from 'node:url'
import { createJestRunner } from 'create-jest-runner'

/** Jest's runner for this project: `run-file.js` in each of jest's workers. Why: docs/decisions/0010. */
export default createJestRunner(fileURLToPath(new URL('./run-file.js', import.meta.url)))
