import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { LoadLimits } from '../../shared/platform/load.ts'

const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text))

// Find a Tender, Contracts Finder, Public Contracts Scotland and Sell2Wales.
const othersPrefixes = ['ocds-h6vhtk', 'ocds-b5fd17', 'ocds-r6ebe6', 'ocds-kuma6s']

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_URL: optionalText,
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27017/foothold?replicaSet=rs0'),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
  SMTP_URL: optionalText,
  NOTIFY_API_KEY: optionalText,
  NOTIFY_TEMPLATE_ID: optionalText,
  NOTIFY_URL: z.string().default('https://api.notifications.service.gov.uk'),
  MAIL_BOUNCE_SECRET: optionalText,
  MAIL_FROM: z.string().default('Foothold <no-reply@foothold.example>'),
  CONTACT_EMAIL: z.union([z.literal(''), z.email('This is no e-mail address')]).optional(),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET needs at least 32 characters'),
  SEALING_KEYS: optionalText.transform((text) => text?.split(/[\s,]+/).filter(Boolean) ?? []),
  SEALING_KMS_KEY: optionalText,
  AUDIT_KEY: optionalText,
  FILES_S3_BUCKET: optionalText,
  FILES_S3_PREFIX: z.string().default(''),
  FILES_S3_ENDPOINT: optionalText,
  AWS_REGION: z.string().default('eu-west-2'),
  AWS_ENDPOINT_URL_KMS: optionalText,
  CLAMD_URL: optionalText,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OCID_PREFIX: z
    .string()
    .regex(/^ocds-[a-z0-9]{6}$/, 'A prefix is ocds- and six letters or digits, as the OCP registers it')
    .refine((prefix) => !othersPrefixes.includes(prefix), 'This prefix belongs to another publisher')
    .default('ocds-fthold'),
  WEBHOOK_TARGETS: z.enum(['public', 'anywhere']).default('public'),
  READ_ONLY: z.enum(['0', '1']).default('0'),
  LOAD_DELAY_MS: z.coerce.number().int().min(20).max(60_000).default(200),
  LOAD_QUEUE_SECONDS: z.coerce.number().int().min(10).max(86_400).default(300),
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(100),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
})

/** How GOV.UK Notify is reached. */
export interface NotifySettings {
  apiKey: string
  templateId: string
  /** Without a slash at the end. */
  url: string
}

/** A bucket for files; credentials come from the environment, a profile or the machine's role, as AWS's tools take them. */
export interface S3Settings {
  bucket: string
  /** Stands before each file's id. */
  prefix: string
  /** Undefined: AWS's own. */
  endpoint: string | undefined
  region: string
}

/** A key of AWS's key management service. */
export interface KmsSettings {
  /** Its id, ARN or alias. */
  keyId: string
  region: string
  /** Undefined: AWS's own. */
  endpoint: string | undefined
}

/** Where clamd listens. */
export type ClamdAddress = { host: string; port: number } | { path: string }

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
  /** Undefined: mail goes by SMTP, or nowhere. */
  notify: NotifySettings | undefined
  /** What whoever reports bounces has to know; undefined: nobody can. */
  bounceSecret: string | undefined
  mailFrom: string
  /** Where people write to whoever runs the service; undefined: the page says that there is none. */
  contactEmail: string | undefined
  sessionSecret: string
  /** 32 bytes each in base64: the first wraps keys of proposals, the others still unwrap what they wrapped. */
  sealingKeys: string[]
  /** Wraps keys in place of the first of those; undefined: the processes hold their keys themselves. */
  kms: KmsSettings | undefined
  /** Where files are kept; undefined: in MongoDB. */
  s3: S3Settings | undefined
  /** The scanner that sees every file; undefined: none. */
  clamd: ClamdAddress | undefined
  /** Authenticates the record of events; whoever administers the database must not have it, and it never changes. */
  auditKey: string
  logLevel: string
  /** Begins the open contracting id of every challenge; never changed once data are published. */
  ocidPrefix: string
  /** Whether webhooks may go to plain http and to addresses inside; never in production. */
  webhookTargets: 'public' | 'anywhere'
  /** Nothing may be changed for as long as this process runs. */
  isReadOnly: boolean
  /** From where on requests are turned away, and work that makes more work refused. */
  load: LoadLimits
  /** How many live connections visitors of one address may have at one time, in each process. */
  socketsPerAddress: number
  /** How many proxies in front are trusted to say who the caller is. */
  trustProxy: number
}

/** The names that the environment may set. */
export const settingNames = Object.keys(schema.shape)

type Environment = z.output<typeof schema>

function notifyOf({
  NOTIFY_API_KEY,
  NOTIFY_TEMPLATE_ID,
  NOTIFY_URL,
}: Environment): NotifySettings | undefined {
  if (!NOTIFY_API_KEY || !NOTIFY_TEMPLATE_ID) return undefined
  return { apiKey: NOTIFY_API_KEY, templateId: NOTIFY_TEMPLATE_ID, url: NOTIFY_URL.replace(/\/+$/, '') }
}

const bucketOf = (e: Environment): S3Settings | undefined =>
  e.FILES_S3_BUCKET === undefined
    ? undefined
    : {
        bucket: e.FILES_S3_BUCKET,
        prefix: e.FILES_S3_PREFIX,
        endpoint: e.FILES_S3_ENDPOINT,
        region: e.AWS_REGION,
      }

const kmsOf = (e: Environment): KmsSettings | undefined =>
  e.SEALING_KMS_KEY === undefined
    ? undefined
    : { keyId: e.SEALING_KMS_KEY, region: e.AWS_REGION, endpoint: e.AWS_ENDPOINT_URL_KMS }

/** @returns null for what is no such address */
function clamdOf(url: string): ClamdAddress | null {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(url)?.[1]
  if (path) return { path }
  const tcp = /^tcp:\/\/([^/:]+|\[[^\]]+\])(?::(\d{1,5}))?$/.exec(url)
  return tcp ? { host: tcp[1]?.replace(/^\[|\]$/g, '') ?? '', port: Number(tcp[2] ?? 3310) } : null
}

function refuseContradictions(e: Environment): void {
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  const faults = [
    e.NODE_ENV === 'production' && e.WEBHOOK_TARGETS === 'anywhere'
      ? 'WEBHOOK_TARGETS: in production webhooks go to the public internet'
      : '',
    e.SMTP_URL && e.NOTIFY_API_KEY ? 'NOTIFY_API_KEY: mail goes by SMTP_URL or by Notify, so set one' : '',
    Boolean(e.NOTIFY_API_KEY) !== Boolean(e.NOTIFY_TEMPLATE_ID)
      ? 'NOTIFY_TEMPLATE_ID: Notify needs a key and a template'
      : '',
    e.NOTIFY_API_KEY && !new RegExp(`${uuid}-${uuid}$`).test(e.NOTIFY_API_KEY)
      ? 'NOTIFY_API_KEY: this is not a key as Notify makes them'
      : '',
    e.NODE_ENV === 'production' && !e.AUDIT_KEY
      ? 'AUDIT_KEY: in production it has to be set, and kept from whoever administers the database'
      : '',
    e.AUDIT_KEY && e.AUDIT_KEY.length < 32 ? 'AUDIT_KEY: it needs at least 32 characters' : '',
    e.MAIL_BOUNCE_SECRET && e.MAIL_BOUNCE_SECRET.length < 32
      ? 'MAIL_BOUNCE_SECRET: it needs at least 32 characters'
      : '',
    e.CLAMD_URL && !clamdOf(e.CLAMD_URL)
      ? 'CLAMD_URL: this is no address like tcp://clamav:3310 or unix:/run/clamav/clamd.ctl'
      : '',
    e.NODE_ENV === 'production' && e.SEALING_KEYS.length === 0 && !e.SEALING_KMS_KEY
      ? 'SEALING_KEYS: set it to 32 random bytes in base64, and keep it apart from the database and its backups, or set SEALING_KMS_KEY'
      : '',
    e.SEALING_KEYS.some((key) => Buffer.from(key, 'base64').length !== 32)
      ? 'SEALING_KEYS: each key is 32 bytes in base64'
      : '',
  ].filter(Boolean)
  if (faults.length > 0) throw new Error(`The configuration is wrong. ${faults.join('; ')}`)
}

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
  refuseContradictions(e)
  return {
    environment: e.NODE_ENV,
    port: e.PORT,
    dataDir: e.DATA_DIR,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    mongodbUri: e.MONGODB_URI,
    redisUrl: e.REDIS_URL,
    smtpUrl: e.SMTP_URL,
    notify: notifyOf(e),
    bounceSecret: e.MAIL_BOUNCE_SECRET,
    mailFrom: e.MAIL_FROM,
    contactEmail: e.CONTACT_EMAIL || undefined,
    sessionSecret: e.SESSION_SECRET,
    sealingKeys: e.SEALING_KEYS,
    kms: kmsOf(e),
    s3: bucketOf(e),
    clamd: (e.CLAMD_URL && clamdOf(e.CLAMD_URL)) || undefined,
    // Outside production it follows from the other secret, so that there is one less to set.
    auditKey: e.AUDIT_KEY ?? createHash('sha256').update(`audit ${e.SESSION_SECRET}`).digest('base64url'),
    logLevel: e.LOG_LEVEL,
    ocidPrefix: e.OCID_PREFIX,
    webhookTargets: e.WEBHOOK_TARGETS,
    isReadOnly: e.READ_ONLY === '1',
    load: { delayMs: e.LOAD_DELAY_MS, queueMs: e.LOAD_QUEUE_SECONDS * 1000 },
    socketsPerAddress: e.SOCKETS_PER_ADDRESS,
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
