import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { jestExpect as expect } from '@jest/expect'
import { createEmptyTestResult } from '@jest/test-result'
import * as circus from 'jest-circus'
import { formatExecError, formatResultsErrors } from 'jest-message-util'
import { register } from 'tsx/esm/api'

const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus
Object.assign(globalThis, { expect, describe, test, it, beforeAll, beforeEach, afterAll, afterEach })

// What a module may read before a test chooses its settings with useTestConfig().
process.env.LOG_LEVEL ??= 'silent'
process.env.SESSION_SECRET = 'a secret that only tests use, never anything else'

let isReady = false

/** What this process needs once: TypeScript, and readable places in errors. */
function prepare() {
  if (isReady) return
  isReady = true
  register()
  process.setSourceMapsEnabled(true)
  circus.addEventHandler(keepAssertions)
}

/**
 * Names the test for the messages of `expect`, and gives the test what `expect` kept back.
 * @param {import('jest-circus').Event} event
 */
function keepAssertions(event) {
  if (event.name === 'test_start')
    expect.setState({ currentTestName: event.test.name, suppressedErrors: [], numPassingAsserts: 0 })
  if (event.name !== 'test_done') return
  const { suppressedErrors } = expect.getState()
  event.test.errors.push(...suppressedErrors)
  expect.setState({ suppressedErrors: [] })
}

const kinds = new Set(['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap'])

/** What would keep this process from ending: sockets, servers, children. */
const openThings = () => process.getActiveResourcesInfo().filter((name) => kinds.has(name))

/** What the file left open, given three seconds to close it. @param {number} before @returns {Promise<string[]>} */
async function leftOpen(before) {
  const end = Date.now() + 3000
  while (openThings().length > before && Date.now() < end) await wait(50)
  return openThings().slice(before)
}

/**
 * Runs one test file in this process, whose modules the next file finds loaded; a file that leaves something open
 * fails.
 * @param {{ testPath: string, config: import('@jest/types').Config.ProjectConfig, globalConfig: import('@jest/types').Config.GlobalConfig }} options
 * @returns {Promise<import('@jest/test-result').TestResult>}
 */
export default async function runFile({ testPath, config, globalConfig }) {
  prepare()
  const before = openThings().length
  const start = Date.now()
  circus.resetState()
  const state = circus.getState()
  state.testTimeout = globalConfig.testTimeout ?? 5000
  if (globalConfig.testNamePattern) state.testNamePattern = new RegExp(globalConfig.testNamePattern, 'i')
  expect.setState({ testPath })
  /** @param {unknown} error */
  const keepError = (error) => void state.unhandledErrors.push(error)
  process.on('uncaughtException', keepError).on('unhandledRejection', keepError)
  try {
    await import(pathToFileURL(testPath).href)
    const { testResults, unhandledErrorsDetailed } = await circus.run()
    const assertions = testResults.map(assertionOf)
    const errors = [...unhandledErrorsDetailed]
    // An error here would hide what failed before, which is likely the reason.
    if (errors.length === 0 && !assertions.some(({ status }) => status === 'failed')) {
      const left = await leftOpen(before)
      if (left.length > 0) errors.push(new Error(`This test file left something open: ${left.join(', ')}`))
    }
    return resultOf({ testPath, config, globalConfig, start, assertions, errors })
  } finally {
    process.off('uncaughtException', keepError).off('unhandledRejection', keepError)
  }
}

/** @type {Record<string, 'pending' | 'todo'>} */
const statuses = { skip: 'pending', todo: 'todo' }

/**
 * One test's outcome as jest's reporters want it.
 * @param {import('@jest/types').Circus.TestResult} result
 * @returns {import('@jest/test-result').AssertionResult}
 */
function assertionOf({ testPath, status, errors, duration, numPassingAsserts }) {
  // The first name is that of the file's outermost block, which circus adds.
  const names = testPath.slice(1).map(String)
  return {
    ancestorTitles: names.slice(0, -1),
    title: names.at(-1) ?? '',
    fullName: names.join(' '),
    status: statuses[status] ?? (errors.length > 0 ? 'failed' : 'passed'),
    failureMessages: [...errors],
    failureDetails: [],
    duration,
    numPassingAsserts,
  }
}

/**
 * @param {{ testPath: string, config: import('@jest/types').Config.ProjectConfig, globalConfig: import('@jest/types').Config.GlobalConfig, start: number, assertions: import('@jest/test-result').AssertionResult[], errors: Error[] }} outcome
 * @returns {import('@jest/test-result').TestResult}
 */
function resultOf({ testPath, config, globalConfig, start, assertions, errors }) {
  /** @param {string} status */
  const count = (status) => assertions.filter((one) => one.status === status).length
  const messages = [
    formatResultsErrors(assertions, config, globalConfig, testPath),
    ...errors.map((error) => formatExecError(error, config, globalConfig, testPath)),
  ]
  const end = Date.now()
  const empty = createEmptyTestResult()
  return {
    ...empty,
    failureMessage: messages.filter(Boolean).join('\n\n') || null,
    numPassingTests: count('passed'),
    numFailingTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    perfStats: { ...empty.perfStats, start, end, runtime: end - start },
    testExecError: errors[0] && { message: errors[0].message, stack: errors[0].stack ?? '' },
    testFilePath: testPath,
    testResults: assertions,
  }
}
