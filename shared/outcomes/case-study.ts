import { z } from 'zod'
import { required } from '../challenges/fields.ts'

/** What a case study says, in one version. */
export interface CaseStudyContent {
  title: string
  summary: string
  /** Markdown. */
  body: string
}

/**
 * Where a case study stands. It is the buyer's draft until the buyer agrees to a version; the supplier then agrees to
 * that same version or asks for a change. A new version asks both again, also of one that is in the library.
 */
export const caseStudyStates = ['draft', 'with-supplier', 'change-asked', 'published', 'withdrawn'] as const
export type CaseStudyState = (typeof caseStudyStates)[number]

export const caseStudyStateNames: Record<CaseStudyState, string> = {
  draft: 'Draft',
  'with-supplier': 'With the supplier',
  'change-asked': 'Change asked for',
  published: 'In the library',
  withdrawn: 'Withdrawn',
}

interface Numbered {
  number: number
}

/** What the state of a case study follows from. */
export interface CaseStudyFacts {
  versions: readonly Numbered[]
  /** The version that the buyer agreed to last. */
  sent: Numbered | null
  changeAsked: Numbered | null
  published: Numbered | null
  withdrawn: Numbered | null
}

/** The state of the version that is latest: whatever was said of an earlier one counts no more. */
export function caseStudyState({
  versions,
  sent,
  changeAsked,
  published,
  withdrawn,
}: CaseStudyFacts): CaseStudyState {
  const latest = versions.at(-1)?.number
  const isOfLatest = (one: Numbered | null) => one !== null && one.number === latest
  if (isOfLatest(withdrawn)) return 'withdrawn'
  if (isOfLatest(published)) return 'published'
  if (isOfLatest(changeAsked)) return 'change-asked'
  return isOfLatest(sent) ? 'with-supplier' : 'draft'
}

/** True while some version is in the library, whatever is being written meanwhile. */
export const isInLibrary = ({ published, withdrawn }: CaseStudyFacts): boolean =>
  published !== null && (withdrawn === null || withdrawn.number < published.number)

const content = {
  title: required(200, 'The title', 'Enter a title'),
  summary: required(300, 'The summary', 'Say in a sentence or two what it shows'),
  body: required(20_000, 'The text', 'Write the text'),
}
const number = z.coerce.number().int().min(1)

/** The form of a case study; `number` is the version that was open. */
export const caseStudyForm = z.strictObject({
  ...content,
  number,
  action: z.enum(['save', 'preview']).catch('save'),
})
export const caseStudySchema = z.strictObject({ ...content, number })
export type CaseStudyInput = z.output<typeof caseStudySchema>

/** That a side agrees to a version. */
export const agreeCaseStudySchema = z.strictObject({ number })
/** What the supplier wants changed. */
export const askChangeSchema = z.strictObject({
  number,
  words: required(2000, 'The words', 'Say what has to change, and why'),
})
/** That a side takes it out of the library. */
export const withdrawCaseStudySchema = z.strictObject({
  because: required(1000, 'The reason', 'Say why: the other side and the brokers read it'),
})
