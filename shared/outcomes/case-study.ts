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
export const caseStudyStates = [
  'draft',
  'with-supplier',
  'change-asked',
  'published',
  'taken-out',
  'withdrawn',
] as const
export type CaseStudyState = (typeof caseStudyStates)[number]

export const caseStudyStateNames: Record<CaseStudyState, string> = {
  draft: 'Draft',
  'with-supplier': 'With the supplier',
  'change-asked': 'Change asked for',
  published: 'In the library',
  'taken-out': 'Taken out by a broker',
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
  /** A broker took what was published out of the library; null again once it is back. */
  takenOut?: Numbered | null
  withdrawn: Numbered | null
}

/** The state of the version that is latest: whatever was said of an earlier one counts no more. */
export function caseStudyState({
  versions,
  sent,
  changeAsked,
  published,
  takenOut,
  withdrawn,
}: CaseStudyFacts): CaseStudyState {
  const latest = versions.at(-1)?.number
  const isOfLatest = (one: Numbered | null) => one !== null && one.number === latest
  if (isOfLatest(withdrawn)) return 'withdrawn'
  if (isOfLatest(published)) return takenOut ? 'taken-out' : 'published'
  if (isOfLatest(changeAsked)) return 'change-asked'
  return isOfLatest(sent) ? 'with-supplier' : 'draft'
}

/** True while some version is in the library, whatever is being written meanwhile. */
export const isInLibrary = (facts: CaseStudyFacts): boolean => !facts.takenOut && belongsToLibrary(facts)

/** True while both sides stand behind some version, also where a broker has taken it out. */
export const belongsToLibrary = ({ published, withdrawn }: Omit<CaseStudyFacts, 'takenOut'>): boolean =>
  published !== null && (withdrawn === null || withdrawn.number < published.number)

const content = {
  title: required(200, 'The title', 'Enter a title'),
  summary: required(300, 'The summary', 'Say in a sentence or two what it shows'),
  body: required(20_000, 'The text', 'Write the text'),
}
const number = z.coerce.number().int().min(1)
/** What the record of the pilot said when somebody looked, as `recordKey` of the answer has it; empty for nobody looked. */
const recordKey = z.string().max(64).default('')

/** The form of a case study; `revision` is the version that was open. */
export const caseStudyForm = z.strictObject({
  ...content,
  revision: number,
  recordKey,
  action: z.enum(['save', 'preview']).catch('save'),
})
/** `recordKey` says that the words take account of what the record says now. */
export const caseStudySchema = z.strictObject({ ...content, number, recordKey })
export type CaseStudyInput = z.output<typeof caseStudySchema>

/** That a side agrees to a version. */
export const agreeCaseStudySchema = z.strictObject({ number, recordKey })
export type AgreeCaseStudyInput = z.output<typeof agreeCaseStudySchema>
/** What the supplier wants changed. */
export const askChangeSchema = z.strictObject({
  number,
  words: required(2000, 'The words', 'Say what has to change, and why'),
})
/** That a side takes it out of the library. */
export const withdrawCaseStudySchema = z.strictObject({
  because: required(1000, 'The reason', 'Say why: the other side and the brokers read it'),
})
