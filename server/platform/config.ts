import { z } from 'zod'
import type { LoadLimits } from '../../shared/platform/load.ts'

const optionalUrl = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text))

// Find a Tender, Contracts Finder, Public Contracts Scotland and Sell2Wales.
const othersPrefixes = ['ocds-h6vhtk', 'ocds-b5fd17', 'ocds-r6ebe6', 'ocds-kuma6s']

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_URL: optionalUrl,
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27017/foothold?replicaSet=rs0'),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
  SMTP_URL: optionalUrl,
  MAIL_FROM: z.string().default('Foothold <no-reply@foothold.example>'),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET needs at least 32 characters'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OCID_PREFIX: z
    .string()
    .regex(/^ocds-[a-z0-9]{6}$/, 'A prefix is ocds- and six letters or digits, as the OCP registers it')
    .refine((prefix) => !othersPrefixes.includes(prefix), 'This prefix belongs to another publisher')
    .default('ocds-fthold'),
  READ_ONLY: z.enum(['0', '1']).default('0'),
  LOAD_DELAY_MS: z.coerce.number().int().min(20).max(60_000).default(200),
  LOAD_QUEUE_SECONDS: z.coerce.number().int().min(10).max(86_400).default(300),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
})

/** Every setting that the environment gives, parsed once; `.env.example` lists the same names (a test compares). */
export interface Config {
  environment: 'development' | 'test' | 'production'
  port: number
  dataDir: string
  /** Without a slash at the end; links in e-mails start with it. */
  publicUrl: string
  mongodbUri: string
  redisUrl: string
  /** Undefined: mail is kept for the demo mailbox instead of being sent. */
  smtpUrl: string | undefined
  mailFrom: string
  sessionSecret: string
  logLevel: string
  /** Begins the open contracting id of every challenge; never changed once data are published. */
  ocidPrefix: string
  /** Nothing may be changed for as long as this process runs. */
  isReadOnly: boolean
  /** From where on requests are turned away, and work that makes more work refused. */
  load: LoadLimits
  /** How many proxies in front are trusted to say who the caller is. */
  trustProxy: number
}

/** The names that the environment may set. */
export const settingNames = Object.keys(schema.shape)

/**
 * Reads and checks the environment.
 * @throws Error naming each setting that is wrong and why.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse(environment)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The configuration is wrong. ${faults.join('; ')}`)
  }
  const e = parsed.data
  return {
    environment: e.NODE_ENV,
    port: e.PORT,
    dataDir: e.DATA_DIR,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    mongodbUri: e.MONGODB_URI,
    redisUrl: e.REDIS_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    sessionSecret: e.SESSION_SECRET,
    logLevel: e.LOG_LEVEL,
    ocidPrefix: e.OCID_PREFIX,
    isReadOnly: e.READ_ONLY === '1',
    load: { delayMs: e.LOAD_DELAY_MS, queueMs: e.LOAD_QUEUE_SECONDS * 1000 },
    trustProxy: e.TRUST_PROXY,
  }
}

let current: Config | undefined

/** The settings of this process, read on first use. */
export function config(): Config {
  current ??= readConfig()
  return current
}

/** For tests: settings in place of the environment's. */
export function useConfig(replacement: Config): void {
  current = replacement
}
