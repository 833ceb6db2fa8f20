import { createHash } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import type { CaseStudyContent } from '../../shared/outcomes/case-study.ts'
import { labelsOf, partsOf, saysTheSame } from '../../shared/outcomes/case-study-merge.ts'
import { type Difference, differencesAmong } from '../platform/compare-words.ts'
import type { CaseStudyRecord, CaseStudyVersion } from './outcomes.case-study.model.ts'
import { draftFromRecord } from './outcomes.case-study.library.ts'
import type { Planned } from './outcomes.pilots.service.ts'

const wordsOf = ({ title, summary, body }: CaseStudyContent): CaseStudyContent => ({ title, summary, body })

/** From what a version was written: its own note, else that of the version before; the first was the draft itself. */
export function basisOf(versions: readonly CaseStudyVersion[], number: number): CaseStudyContent {
  const upTo = versions.filter((one) => one.number <= number)
  const noted = upTo.findLast(({ basis }) => basis !== undefined)?.basis
  const [first] = upTo
  return noted ?? (first ? wordsOf(first) : { title: '', summary: '', body: '' })
}

/** What differs between two case studies, part by part and word by word. */
export function studyDifferences(before: CaseStudyContent, after: CaseStudyContent): Difference[] {
  const [was, is] = [partsOf(before), partsOf(after)]
  // The label says the heading already.
  const textOf = (parts: typeof was, wanted: string) =>
    (parts.find(({ label }) => label === wanted)?.text ?? '').replace(/^## .+\s*/, '')
  return differencesAmong(
    labelsOf(is, was).map((label) => ({ label, from: textOf(was, label), to: textOf(is, label) })),
  )
}

/** Names what the record says, so that a form can say which of it its reader saw. */
const keyOf = (content: CaseStudyContent): string =>
  createHash('sha256')
    .update(JSON.stringify(wordsOf(content)))
    .digest('base64url')
    .slice(0, 22)

/** How the words of one version stand to what the record of the pilot says now. */
export interface RecordSince {
  /** The draft as it would be made now. */
  recorded: CaseStudyContent
  key: string
  /** False once decision, reviews or published readings say something else than what the words were written from. */
  isUpToDate: boolean
  /** What changed; empty where nothing did. */
  changes: Difference[]
}

/** What changed in the record of a pilot since a version of its case study was written. */
export async function recordSince(
  piloted: Planned,
  { versions }: Pick<CaseStudyRecord, 'versions'>,
  number: number,
  session: ClientSession | null = null,
): Promise<RecordSince> {
  const recorded = await draftFromRecord(piloted, session)
  const basis = basisOf(versions, number)
  const isUpToDate = saysTheSame(basis, recorded)
  return {
    recorded,
    key: keyOf(recorded),
    isUpToDate,
    changes: isUpToDate ? [] : studyDifferences(basis, recorded),
  }
}
