import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../services/processes.js'
import { withProgress } from '../services/progress.js'
import { Sentence } from '../services/sentence.js'
import { projectRoot } from './project.js'

const lock = join(projectRoot, 'package-lock.json')
const installed = join(projectRoot, 'node_modules/.package-lock.json')
const stamp = join(projectRoot, 'node_modules/.installed-from')

/**
 * Installs exactly what package-lock.json names, if that is not what node_modules holds.
 * @throws {Sentence}
 */
export async function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (isInstalled(wanted)) return
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await withProgress('Installing packages', () =>
    npm
      ? runCommand(process.execPath, [npm, ...args], { cwd: projectRoot })
      : runCommand('npm', args, { cwd: projectRoot }),
  )
  if (code !== 0) throw new Sentence(whyNot(output))
  writeFileSync(stamp, wanted)
}

/** @param {string} wanted */
function isInstalled(wanted) {
  if (!existsSync(installed)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  // Installed by hand: npm writes its own note after the lock it read.
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs
}

/** @param {string} output */
function whyNot(output) {
  if (/ENOSPC/.test(output))
    return 'The packages could not be installed because the disk is full: free about 1 GB and run the command again.'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return 'The packages could not be fetched because the package registry does not answer: check the network (and "npm config get registry"), then run the command again.'
  }
  if (/EACCES|EPERM/.test(output))
    return `The packages could not be installed because ${projectRoot} may not be written to: change its owner or copy the project to a folder of yours.\n${output}`
  return `The packages could not be installed: npm says\n${output.trim()}`
}
