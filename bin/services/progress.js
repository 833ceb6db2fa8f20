import { performance } from 'node:perf_hooks'

const isTerminal = Boolean(process.stdout.isTTY) && !process.env.CI
const hasColour = process.env.FORCE_COLOR
  ? process.env.FORCE_COLOR !== '0'
  : isTerminal && !process.env.NO_COLOR

/**
 * Text in a colour, or as it is where colours would be noise.
 * @param {number} code SGR code of the colour
 * @param {string} text
 */
export const colour = (code, text) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : text)

/** What takes the line of a progress away that stands there. */
export const clearLine = isTerminal ? '\r\u001b[2K' : ''

/** @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`)

/** @param {number} since a `performance.now()` */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * Runs `work` and shows that it goes on: a line that counts the seconds on a terminal, a line every ten
 * seconds elsewhere (a log). What is over within two seconds leaves no trace.
 * @template Result
 * @param {string} label what is being done: "Installing packages"
 * @param {(show: (detail: string) => void) => Promise<Result>} work may show how far it is
 * @returns {Promise<Result>}
 */
export async function withProgress(label, work) {
  const start = performance.now()
  let detail = ''
  let isShown = false
  const show = () => {
    const text = `  ${label} … ${Math.round((performance.now() - start) / 1000)} s${detail && `  ${detail}`}`
    if (isTerminal) process.stdout.write(`${clearLine}${text.slice(0, (process.stdout.columns ?? 80) - 1)}`)
    else say(text)
    isShown = true
  }
  const first = setTimeout(show, 1500)
  const timer = setInterval(show, isTerminal ? 500 : 10_000)
  try {
    const result = await work((text) => {
      detail = text
    })
    if (isShown) say(`${clearLine}  ${label} … done in ${seconds(start)}`)
    return result
  } catch (error) {
    if (isShown && isTerminal) say('')
    throw error
  } finally {
    clearTimeout(first)
    clearInterval(timer)
  }
}
