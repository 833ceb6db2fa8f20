import { createInterface } from 'node:readline'
import { colour, say } from '../services/progress.js'

/** Levels of pino, how they are shown and in which colour. */
const levels = new Map([
  [10, { name: 'trace', code: 90 }],
  [20, { name: 'debug', code: 90 }],
  [30, { name: 'info ', code: 32 }],
  [40, { name: 'warn ', code: 33 }],
  [50, { name: 'error', code: 31 }],
  [60, { name: 'fatal', code: 31 }],
])

/** @type {Record<string, number>} */
const prefixColours = { web: 36, worker: 35, seed: 34, services: 33 }

/** @param {string} name */
const prefix = (name) => colour(prefixColours[name] ?? 37, name.padEnd(8))

/**
 * One line of a child made readable: `12:00:01 web      info  challenges  Published id=ab12`.
 * What is no JSON object is shown as it is.
 * @param {string} name of the child
 * @param {string} line
 * @returns {string}
 */
export function readable(name, line) {
  const entry = parse(line)
  if (!entry) return `${clock(new Date())} ${prefix(name)} ${line}`
  const { level, time, room, msg, err, ...rest } = entry
  const { name: label, code } = levels.get(level) ?? { name: 'info ', code: 32 }
  const parts = [
    clock(new Date(time)),
    prefix(name),
    colour(code, label),
    colour(90, String(room ?? '').padEnd(14)),
    msg ?? '',
  ]
  for (const [key, value] of Object.entries(rest)) parts.push(colour(90, `${key}=${shown(value)}`))
  const stack = err?.stack ?? err?.message
  return stack ? `${parts.join(' ')}\n${colour(31, indent(stack))}` : parts.join(' ')
}

/** @param {string} line */
function parse(line) {
  if (!line.startsWith('{')) return undefined
  try {
    const entry = JSON.parse(line)
    return typeof entry.level === 'number' ? entry : undefined
  } catch {
    return undefined
  }
}

/** @param {Date} date */
const clock = (date) =>
  colour(90, Number.isNaN(date.getTime()) ? '--:--:--' : date.toTimeString().slice(0, 8))

/** @param {unknown} value */
const shown = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** @param {string} text */
const indent = (text) => text.replace(/^/gm, '           ')

/**
 * Shows everything that a child prints.
 * @param {string} name
 * @param {import('node:child_process').ChildProcess} child
 */
export function showOutput(name, child) {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream)
      createInterface({ input: stream }).on('line', (line) => line.trim() && say(readable(name, line)))
  }
}
