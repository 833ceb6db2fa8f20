import { spawnSync } from 'node:child_process'

// Jest loads ES modules only with this flag of Node. `npx jest` by itself starts once more with it.
const flag = '--experimental-vm-modules'
if (!process.execArgv.includes(flag) && !process.env.NODE_OPTIONS?.includes(flag)) {
  const again = spawnSync(process.execPath, [flag, '--no-warnings', ...process.argv.slice(1)], {
    stdio: 'inherit',
  })
  process.exit(again.status ?? 1)
}

/** @type {import('jest').Config} */
export default {
  testEnvironment: './tests/platform/services.environment.js',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript' },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
        swcrc: false,
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  testSequencer: './tests/platform/longest-first.js',
  globalSetup: './tests/platform/services.start.js',
  globalTeardown: './tests/platform/services.stop.js',
  maxWorkers: 2,
  testTimeout: 30_000,
}
