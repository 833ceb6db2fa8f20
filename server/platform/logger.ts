import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import { config } from './config.ts'

/** What every log line of one request or job carries. */
export const logContext = new AsyncLocalStorage<{ requestId?: string; job?: string }>()

let root: Logger | undefined
let destination: DestinationStream | undefined

/** For tests: where lines go from now on in place of standard output; without one, there again. */
export function logTo(stream?: DestinationStream): void {
  destination = stream
  root = undefined
}

/**
 * A structured logger for one room. Lines carry the request's id and never personal data:
 * log ids of people and things, not their names, addresses or words.
 */
export function logger(room: string): Logger {
  root ??= make()
  return root.child({ room })
}

function make(): Logger {
  const options: LoggerOptions = {
    level: config().logLevel,
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => logContext.getStore() ?? {},
    redact: {
      paths: [
        'password',
        'token',
        'email',
        '*.password',
        '*.token',
        '*.email',
        'req.headers.cookie',
        'req.headers.authorization',
      ],
      censor: '[redacted]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** A path as logs may have it: what is longer than an id opens a door (a link from an e-mail), and is left out. */
export const pathForLogs = (path: string): string => path.replaceAll(/[^/]{25,}/g, '…')
