import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../services/processes.js'
import { withProgress } from '../services/progress.js'
import { isFull, Sentence } from '../services/sentence.js'
import { projectRoot, shortLeash } from './project.js'

const lock = join(projectRoot, 'package-lock.json')
const installed = join(projectRoot, 'node_modules/.package-lock.json')
const stamp = join(projectRoot, 'node_modules/.installed-from')

const common = ['--no-audit', '--no-fund', '--loglevel=error']

/**
 * Installs exactly what package-lock.json names, if that is not what node_modules holds.
 * @throws {Sentence}
 */
export async function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (isInstalled(wanted)) return
  const { code, output } = await withProgress('Installing packages', async () => {
    const from = (await isRegistryThere()) ? [] : ['--offline']
    return npm(['ci', '--include=dev', ...common, ...from])
  })
  if (code !== 0) throw new Sentence(whyNot(output))
  writeFileSync(stamp, wanted)
}

/**
 * Asked first: without a network `npm ci` asks for each package again and again, for minutes. What npm keeps of
 * earlier installations may be enough without one.
 */
async function isRegistryThere() {
  const { code, output } = await npm([
    'ping',
    ...common,
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=500',
    '--fetch-timeout=8000',
  ])
  return code === 0 || !isUnreachable(output)
}

/** @param {string[]} args */
function npm(args) {
  const program = process.env.npm_execpath
  return program
    ? runCommand(process.execPath, ['--import', shortLeash, program, ...args], {
        cwd: projectRoot,
        isLeashed: true,
      })
    : runCommand('npm', args, { cwd: projectRoot })
}

/** @param {string} output */
const isUnreachable = (output) =>
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|network/i.test(
    output,
  )

/** @param {string} wanted */
function isInstalled(wanted) {
  if (!existsSync(installed)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  // Installed by hand: npm writes its own note after the lock it read.
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs
}

/** @param {string} output */
function whyNot(output) {
  if (isFull(output))
    return 'The packages could not be installed because the disk is full: free about 1 GB and run the command again.'
  if (/spawn npm ENOENT/.test(output))
    return 'npm was not found: install Node.js with npm from https://nodejs.org, or put npm on the PATH, and run the command again.'
  if (isUnreachable(output)) {
    return 'The packages could not be fetched because the package registry does not answer: check the network (and "npm config get registry"), then run the command again.'
  }
  if (/EACCES|EPERM/.test(output))
    return `The packages could not be installed because ${projectRoot} may not be written to: change its owner or copy the project to a folder of yours.\n${output}`
  return `The packages could not be installed: npm says\n${output.trim()}`
}
