/** @type {import('jest').Config} */
export default {
  runner: './tests/platform/runner.js',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  testSequencer: './tests/platform/longest-first.js',
  globalSetup: './tests/platform/services.start.js',
  globalTeardown: './tests/platform/services.stop.js',
  // One more than the cores of a small machine: browsers, workers' polls and servers leave them idle a quarter of the time.
  maxWorkers: 3,
  testTimeout: 30_000,
  // A connection to Redis lets go of its last timer two seconds after it was closed.
  openHandlesTimeout: 5000,
}
