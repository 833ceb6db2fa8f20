import './services/node-version.js'
import { say } from './services/progress.js'
import { giveUp } from './services/sentence.js'
import { build } from './start/building.js'
import { runJest } from './start/jest.js'
import { installPackages } from './start/packages.js'

// `npm run test:long`: what takes minutes, and in part root: a disk that fills, processes that are killed, a cloud on
// this machine, faults put into the code. `npm run test:long -- learning`: those named so.
const names = process.argv.slice(2)

async function main() {
  await installPackages()
  await build()
  const { passed, failed } = await runJest([
    '--testMatch',
    '<rootDir>/tests/**/*.long.ts',
    '--runInBand',
    ...names,
  ])
  say(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

await main().catch(giveUp)
