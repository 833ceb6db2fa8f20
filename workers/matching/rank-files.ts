import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const words = z.string().nullish()
// The answer has ids between tabs.
const id = z
  .string()
  .min(1)
  .regex(/^[^\t\r\n]*$/, 'An id has no tabs and no line ends')

const supplierLine = z.object({
  id,
  collection: z.string().min(1),
  name: z.string(),
  /** What it did, one piece for each project, with ` || ` between them. */
  text: z.string(),
  projects: z.array(
    z.object({
      title: z.string(),
      buyer: words,
      cpv: z.array(z.string()).nullish(),
      region: words,
      date: words,
    }),
  ),
})
/** A line of a file of suppliers. */
export type SupplierLine = z.infer<typeof supplierLine>

const challengeLine = z.object({
  id,
  collection: z.string().min(1),
  title: z.string(),
  description: words,
  buyer: words,
  cpv: z.array(z.string()).nullish(),
  region: words,
  date: words,
})
/** A line of a file of challenges. */
export type ChallengeLine = z.infer<typeof challengeLine>

/** The suppliers of a file. @throws Error that names the file, the line and what is wrong with it */
export const readSuppliers = (file: string): SupplierLine[] => readLines(file, supplierLine)

/** The challenges of a file. @throws Error that names the file, the line and what is wrong with it */
export const readChallenges = (file: string): ChallengeLine[] => readLines(file, challengeLine)

/** The text of a file, which may be packed. @throws Error that names the file */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file)
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch (error) {
    throw new Error(`${file}: ${whyUnread(error)}`)
  }
}

function whyUnread(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOENT') return 'There is no such file'
  if (code === 'EISDIR') return 'This is a folder'
  if (code === 'Z_BUF_ERROR') return 'The file ends too early: it was cut short'
  return 'The file can’t be read'
}

/** Who was awarded, by the id of the challenge: a heading, then lines of challenge, supplier and relevance with tabs. */
export function readRight(file: string): Map<string, Set<string>> {
  const right = new Map<string, Set<string>>()
  for (const line of readText(file).split('\n').slice(1)) {
    const [challenge = '', supplier] = line.split('\t')
    if (supplier) right.set(challenge, (right.get(challenge) ?? new Set()).add(supplier))
  }
  return right
}

function readLines<Line extends { id: string }>(file: string, shape: z.ZodType<Line>): Line[] {
  const seen = new Set<string>()
  const lines = readText(file)
    .split('\n')
    .flatMap((line, position) => {
      if (line.trim() === '') return []
      const refuse = (what: string) => new Error(`${file}, line ${position + 1}: ${what}`)
      const parsed = shape.safeParse(fromJson(line, refuse))
      if (!parsed.success) throw refuse(sayIssue(parsed.error))
      if (seen.has(parsed.data.id)) throw refuse(`The id ${parsed.data.id} stands on an earlier line too`)
      seen.add(parsed.data.id)
      return [parsed.data]
    })
  // An answer without a line would look as if nobody fitted.
  if (lines.length === 0) throw new Error(`${file}: The file has no lines`)
  return lines
}

function fromJson(line: string, refuse: (what: string) => Error): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw refuse('This is not JSON')
  }
}

const kindNames: Record<string, string> = { string: 'text', array: 'a list', object: 'an object' }

function sayIssue({ issues }: z.ZodError): string {
  const [issue] = issues
  const place = issue?.path.join('.') ?? ''
  const what =
    issue?.code === 'invalid_type'
      ? `This must be ${kindNames[issue.expected] ?? issue.expected}`
      : issue?.message
  return `${place ? `“${place}”: ` : ''}${what ?? 'wrong shape'}`
}
