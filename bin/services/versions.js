import { outputOf } from './processes.js'

/** The oldest servers that the tests run on. */
export const oldest = { mongodb: '6.0', redis: '6.2' }

/**
 * Whether a version such as 6.0.5 is at least one such as 6.0.
 * @param {string} version
 * @param {string} floor
 */
export function isAtLeast(version, floor) {
  const [a, b] = [version, floor].map((text) => text.split('.').map(Number))
  for (let i = 0; i < b.length; i += 1) {
    if ((a[i] ?? 0) !== b[i]) return (a[i] ?? 0) > b[i]
  }
  return true
}

/**
 * The version that a program names itself.
 * @param {string} program
 * @returns {Promise<{ version: string | undefined, output: string }>} output says why there is none
 */
export async function versionOf(program) {
  const { output } = await outputOf(program, ['--version'])
  return { version: /v=?(\d+\.\d+(\.\d+)?)/.exec(output)?.[1], output }
}
