import './services/node-version.js'
import { say } from './services/progress.js'
import { giveUp } from './services/sentence.js'
import { build } from './start/building.js'
import { runJest } from './start/jest.js'
import { installPackages } from './start/packages.js'

// `npm run screens`: takes the pictures in docs/screens/ anew, from a demonstration of its own whose clock stands still.
async function main() {
  await installPackages()
  await build()
  const { failed } = await runJest(['--testMatch', '<rootDir>/tests/journeys/*.screens.ts', '--runInBand'])
  if (failed === 0) say('\nThe pictures are in docs/screens/.')
  process.exitCode = failed === 0 ? 0 : 1
}

await main().catch(giveUp)
