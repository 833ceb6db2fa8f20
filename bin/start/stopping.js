import { mindHelpers, stopHelpers } from '../services/processes.js'
import { say } from '../services/progress.js'

const longestStopMs = 9500

/**
 * Stops everything that was started, the last first: on Ctrl-C, on a polite kill, when the terminal closes,
 * or when npm, which started us, is gone.
 */
export function stopper() {
  mindHelpers()
  /** @type {(() => Promise<unknown>)[]} */
  const steps = []
  let isStopping = false

  /** @param {number} code */
  const stop = async (code) => {
    if (isStopping) return
    isStopping = true
    // Whoever is then still there is stopped by the end of its connection to this process.
    setTimeout(() => process.exit(1), longestStopMs).unref()
    await stopHelpers()
    for (const step of steps.reverse()) await step().catch((error) => say(`  ${error.message}`))
    if (code === 0) say('  Stopped.')
    process.exit(code)
  }
  const onSignal = () => {
    if (isStopping) return
    say('\n  Stopping …')
    void stop(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  if (process.env.npm_lifecycle_event) watchParent(onSignal)

  return {
    /** @param {() => Promise<unknown>} step to take at the end, before those named earlier */
    atEnd: (step) => void steps.push(step),
    isStopping: () => isStopping,
    stop,
  }
}

/** @param {() => void} onGone */
function watchParent(onGone) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) onGone()
  }, 1000).unref()
}
