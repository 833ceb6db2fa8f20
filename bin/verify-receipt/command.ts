import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isGenuine, type PublishedKey } from '../../server/proposals/receipt-keys.ts'
import { receiptSchema, type SignedReceipt } from '../../shared/proposals/receipt.ts'
import type { Terminal } from '../terminal.ts'

const usage = `npm run verify-receipt -- RECEIPT --keys FILE [--content FILE]

  Says whether a receipt is genuine: whether one of these keys signed it, and nothing in it was changed since. It
  needs no account, no database and no network.

  RECEIPT         the receipt as it was downloaded (JSON)
  --keys FILE     the keys of the site, from /.well-known/foothold-receipt-keys.json: get them once, and keep them
  --content FILE  what was submitted, as it was downloaded: has it the SHA-256 that the receipt names?`

/**
 * Does what `npm run verify-receipt` is asked to.
 * @param args as typed after it
 * @returns the exit code: 0 if everything is as the receipt says
 * @throws Error with a sentence for the person at the terminal
 */
export function runVerifyReceipt(args: string[], { out, err }: Terminal): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      keys: { type: 'string' },
      content: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [file] = positionals
  if (values.help || !file || !values.keys) {
    out(`${usage}\n`)
    return values.help ? 0 : 1
  }
  const receipt = readReceipt(file)
  if (!isGenuine(receipt, readKeys(values.keys))) {
    err(`${file}: This receipt is not genuine: none of the keys signed exactly this.\n`)
    return 1
  }
  out(`Genuine: ${receipt.reference}, version ${receipt.version}, received ${receipt.receivedAt}\n`)
  out(`Deadline then: ${receipt.deadline ?? 'none'}\nSHA-256: ${receipt.sha256}\n`)
  return values.content ? compare(values.content, receipt, { out, err }) : 0
}

function compare(file: string, { sha256 }: SignedReceipt, { out, err }: Terminal): number {
  const found = createHash('sha256').update(read(file)).digest('hex')
  if (found === sha256) {
    out(`${file} is exactly what was submitted.\n`)
    return 0
  }
  err(`${file} is not what was submitted: its SHA-256 is ${found}.\n`)
  return 1
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new Error(`${file}: The file can’t be read; is the name right?`)
  }
}

function json(file: string): unknown {
  try {
    return JSON.parse(read(file).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${file}: This is not JSON; download it again.`)
    throw error
  }
}

function readReceipt(file: string): SignedReceipt {
  const parsed = receiptSchema.safeParse(json(file))
  if (parsed.success) return parsed.data
  throw new Error(
    `${file}: This is not a whole receipt (${parsed.error.issues[0]?.path.join('.') || 'at its top'}).`,
  )
}

function readKeys(file: string): PublishedKey[] {
  const { keys } = (json(file) ?? {}) as { keys?: PublishedKey[] }
  if (!Array.isArray(keys) || keys.some(({ keyId, publicKey }) => !keyId || !publicKey))
    throw new Error(`${file}: This is not a list of keys as the site publishes it.`)
  return keys
}
