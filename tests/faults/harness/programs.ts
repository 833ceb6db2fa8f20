import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'

/** A program that the harness runs, and does to it what an operating system or a power cut would. */
export interface Program {
  name: string
  /** Starts it, again if it ended, and waits until it can serve. @throws Error if it can't within a minute */
  start: () => Promise<void>
  /** Ends it in the middle of whatever it does. */
  kill: () => Promise<void>
  /** Asks it to end, and waits until it has. @returns milliseconds */
  stop: () => Promise<number>
  /** It stands still, with all its connections open, until it is resumed. */
  pause: () => void
  resume: () => void
}

export interface ProgramFacts {
  name: string
  command: string
  args: string[]
  environment?: NodeJS.ProcessEnv
  /** Where its log goes. */
  folder: string
  isReady: () => Promise<boolean>
}

const longestStartMs = 60_000
const lookEveryMs = 50

/** Waits until something is so. @throws Error that names what it waited for */
export async function waitUntil(
  what: string,
  check: () => Promise<boolean> | boolean,
  longestMs = longestStartMs,
): Promise<void> {
  const end = Date.now() + longestMs
  while (!(await Promise.resolve(check()).catch(() => false))) {
    if (Date.now() > end) throw new Error(`Waited ${longestMs / 1000} s in vain: ${what}`)
    await pauseFor(lookEveryMs)
  }
}

/** Waits so many milliseconds. */
export const pauseFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A program that is not started yet. */
export function program({ name, command, args, environment, folder, isReady }: ProgramFacts): Program {
  let running: ChildProcess | null = null
  const isGone = () => !running || running.exitCode !== null || running.signalCode !== null
  // Whatever ends the harness, nothing that it started stays.
  process.once('exit', () => running?.kill('SIGKILL'))

  async function start(): Promise<void> {
    if (isGone()) {
      const log = openSync(join(folder, `${name}.log`), 'a')
      running = spawn(command, args, { cwd: process.cwd(), env: environment, stdio: ['ignore', log, log] })
      closeSync(log)
    }
    await waitUntil(`${name} is ready`, isReady)
  }

  async function end(signal: NodeJS.Signals): Promise<number> {
    const began = Date.now()
    const dying = running
    if (dying && !isGone()) {
      const gone = new Promise((resolve) => dying.once('exit', resolve))
      dying.kill(signal)
      await gone
    }
    return Date.now() - began
  }

  return {
    name,
    start,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
  }
}
