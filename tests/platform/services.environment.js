import { setTimeout as wait } from 'node:timers/promises'
import { TestEnvironment } from 'jest-environment-node'

const kinds = new Set(['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap'])

/** What would keep this process from ending: sockets, servers, children. @returns {string[]} */
const openThings = () => process.getActiveResourcesInfo().filter((name) => kinds.has(name))

/** The world of one test file: quiet, and failing when the file leaves something open at its end. */
export default class ClosingEnvironment extends TestEnvironment {
  hasFailures = false

  async setup() {
    await super.setup()
    this.before = openThings().length
    // What a module may read before a test chooses its settings with useTestConfig().
    this.global.process.env.LOG_LEVEL ??= 'silent'
    this.global.process.env.SESSION_SECRET = 'a secret that only tests use, never anything else'
  }

  /** @param {{ name: string, test?: { errors: unknown[] } }} event */
  handleTestEvent(event) {
    if (
      event.name === 'error' ||
      event.name === 'hook_failure' ||
      (event.name === 'test_done' && event.test?.errors.length)
    )
      this.hasFailures = true
  }

  async teardown() {
    await super.teardown()
    const end = Date.now() + 3000
    while (openThings().length > this.before && Date.now() < end) await wait(50)
    const left = openThings().slice(this.before)
    // An error here would hide what failed before, which is likely the reason.
    if (left.length > 0 && !this.hasFailures)
      throw new Error(`This test file left something open: ${left.join(', ')}`)
  }
}
