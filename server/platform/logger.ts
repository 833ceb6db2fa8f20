import { AsyncLocalStorage } from 'node:async_hooks'
import { type Logger, pino } from 'pino'
import { config } from './config.ts'

/** What every log line of one request or job carries. */
export const logContext = new AsyncLocalStorage<{ requestId?: string; job?: string }>()

let root: Logger | undefined

/**
 * A structured logger for one room. Lines carry the request's id and never personal data:
 * log ids of people and things, not their names, addresses or words.
 */
export function logger(room: string): Logger {
  root ??= pino({
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
  })
  return root.child({ room })
}

/** A path as logs may have it: what is longer than an id opens a door (a link from an e-mail), and is left out. */
export const pathForLogs = (path: string): string => path.replaceAll(/[^/]{25,}/g, '…')
