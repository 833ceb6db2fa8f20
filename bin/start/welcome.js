import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { colour, say, seconds } from '../services/progress.js'

/**
 * @typedef {{ name: string, email: string, what?: string, role?: string, organisation?: string }} DemoPerson
 * @param {string} dataDir
 * @returns {{ password: string, people: DemoPerson[] } | undefined}
 */
function demoPeople(dataDir) {
  const file = join(dataDir, 'demo-people.json')
  if (!existsSync(file)) return undefined
  const found = JSON.parse(readFileSync(file, 'utf8'))
  return Array.isArray(found) ? { password: 'a demonstration only', people: found } : found
}

/**
 * Says that everything runs, where, and whom to sign in as.
 * @param {{ url: string, dataDir: string, since: number }} facts
 */
export function sayWelcome({ url, dataDir, since }) {
  say('')
  say(`  ${colour(1, 'Foothold is ready:')} ${colour(36, url)}   (${seconds(since)})`)
  const demo = demoPeople(dataDir)
  if (demo) {
    say(`  Sign in as one of these people of the demonstration; the password is "${demo.password}":`)
    const width = Math.max(...demo.people.map(({ email }) => email.length))
    for (const { name, email, what, role, organisation } of demo.people) {
      say(
        `    ${colour(36, email.padEnd(width))}  ${[name, what ?? role, organisation].filter(Boolean).join(', ')}`,
      )
    }
  }
  say(`  The data are in ${relative(process.cwd(), dataDir) || '.'}. Ctrl-C stops everything.`)
  say('')
}
