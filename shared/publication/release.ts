import type { ChallengeContent } from '../challenges/challenge.ts'
import type { ChallengeKind } from '../challenges/kinds.ts'
import {
  awardPart,
  contractPart,
  endPart,
  type ToldAward,
  type ToldContract,
  type ToldEnd,
} from './award-release.ts'
import type { JsonObject } from './json.ts'
import { anObject, type Release, type ReleaseTag } from './ocds.ts'
import { withRemovals } from './removals.ts'
import { isPlanning, type ReleaseFacts, wholeStatement } from './statement.ts'

/** A published question with its answer, in the words that stand in public now. Nothing of who asked. */
export interface PublicAnswer {
  number: number
  /** The day, since the minute would help to guess who asked. */
  askedOn: Date
  question: string
  answer: string
  answeredAt: Date
  /** What goes with it, at its address. */
  files?: { id: string; name: string; type: string; url: string }[]
  /** Files that earlier releases told of and nobody may read any more. */
  goneFileIds?: string[]
}

/** What became known, at one moment. `content` is what the challenge said then. */
export type Happening = { at: Date } & (
  | { what: 'published'; content: ChallengeContent }
  | {
      what: 'amended'
      version: number
      content: ChallengeContent
      before: ChallengeContent
      whatChanged: string
      why: string
    }
  | { what: 'answered'; kind: ChallengeKind; answer: PublicAnswer }
  | { what: 'redacted'; kind: ChallengeKind; answer: PublicAnswer; eventId: string }
  | { what: 'corrected'; kind: ChallengeKind; answer: PublicAnswer; correction: number }
  | { what: 'closed'; content: ChallengeContent }
  | { what: 'withdrawn'; kind: ChallengeKind; reason: string }
  | { what: 'awarded'; kind: ChallengeKind; award: ToldAward }
  | { what: 'contracted'; kind: ChallengeKind; contract: ToldContract }
  | { what: 'not-awarded'; kind: ChallengeKind; end: ToldEnd }
)

/** A challenge's open contracting id. */
export const ocidOf = ({
  ocidPrefix,
  challengeId,
}: Pick<ReleaseFacts, 'ocidPrefix' | 'challengeId'>): string => `${ocidPrefix}-${challengeId}`

/** The id of the release that tells of something; the same however often it is made. */
function releaseId(ocid: string, happening: Happening): string {
  switch (happening.what) {
    case 'published':
      return `${ocid}-version-1`
    case 'amended':
      return `${ocid}-version-${happening.version}`
    case 'answered':
      return `${ocid}-answer-${happening.answer.number}`
    case 'corrected':
      return `${ocid}-answer-${happening.answer.number}-correction-${happening.correction}`
    case 'redacted':
      return `${ocid}-redaction-${happening.eventId}`
    case 'awarded':
      return `${ocid}-award-${happening.award.number}`
    case 'contracted':
      return `${ocid}-contract-${happening.contract.id}`
    case 'closed':
    case 'withdrawn':
    case 'not-awarded':
      return `${ocid}-${happening.what}`
  }
}

/**
 * The release by which open data tell of what happened to a challenge. It needs nothing but what is on record
 * for ever, so that it can be made again to the same bytes. Publication and amendments say everything; answers,
 * closing and withdrawal only what is new.
 */
export function releaseFor(facts: ReleaseFacts, happening: Happening): Release {
  const ocid = ocidOf(facts)
  const head: Release = {
    ocid,
    id: releaseId(ocid, happening),
    date: happening.at.toISOString(),
    tag: tagsOf(happening),
    initiationType: 'tender',
    language: 'en',
  }
  switch (happening.what) {
    case 'published':
      return { ...head, ...wholeStatement(facts, happening.content) }
    case 'amended':
      return { ...head, ...amendedStatement(facts, happening, head.id) }
    case 'answered':
    case 'corrected':
    case 'redacted':
      return { ...head, tender: { id: facts.challengeId, ...enquiriesOf(happening.answer) } }
    case 'closed':
      return { ...head, ...closing(facts, happening.content, happening.at) }
    case 'withdrawn':
      return { ...head, tender: cancellation(facts.challengeId, happening.reason, happening.at) }
    case 'awarded':
      return { ...head, ...awardPart(facts, happening.award) }
    case 'contracted':
      return { ...head, ...contractPart(facts, happening.contract) }
    case 'not-awarded':
      return { ...head, ...endPart(facts, happening.end, happening.at) }
  }
}

function tagsOf(happening: Happening): ReleaseTag[] {
  if (happening.what === 'awarded') return [happening.award.number === 1 ? 'award' : 'awardUpdate']
  if (happening.what === 'contracted') return ['contract']
  if (happening.what !== 'not-awarded') return [tagOf(happening)]
  const wasAwarded = happening.end.awardIds.length > 0
  return wasAwarded ? ['tenderCancellation', 'awardCancellation'] : ['tenderCancellation']
}

function tagOf(happening: Happening): ReleaseTag {
  const planning = isPlanning('content' in happening ? happening.content.kind : happening.kind)
  if (happening.what === 'published') return planning ? 'planning' : 'tender'
  if (happening.what === 'withdrawn' && !planning) return 'tenderCancellation'
  return planning ? 'planningUpdate' : 'tenderUpdate'
}

function amendedStatement(
  facts: ReleaseFacts,
  happening: Extract<Happening, { what: 'amended' }>,
  releaseID: string,
): Partial<Release> {
  const ocid = ocidOf(facts)
  const before = wholeStatement(facts, happening.before) as unknown as JsonObject
  const after = wholeStatement(facts, happening.content) as unknown as JsonObject
  const amendment = anObject({
    id: `version-${happening.version}`,
    date: happening.at.toISOString(),
    description: happening.whatChanged,
    rationale: happening.why,
    amendsReleaseID: `${ocid}-version-${happening.version - 1}`,
    releaseID,
  })
  const all = withRemovals(before, after) as Partial<Release>
  // Whether there are questions is known from the answers, and an amendment takes nothing of that back.
  const { hasEnquiries: _, ...tender } = all.tender ?? {}
  return { ...all, tender: { ...tender, amendments: [amendment] } }
}

const enquiriesOf = ({ files = [], goneFileIds = [], ...said }: PublicAnswer): JsonObject => ({
  ...enquiryOf(said),
  ...(files.length + goneFileIds.length > 0
    ? {
        documents: [
          ...files.map(({ id, name, type, url }) => ({
            id,
            documentType: 'clarifications',
            title: name,
            url,
            format: type,
            datePublished: said.answeredAt.toISOString(),
          })),
          // Null takes back what an earlier release told.
          ...goneFileIds.map((id) => ({ id, ...noDocument })),
        ],
      }
    : {}),
})

const noDocument = { documentType: null, title: null, url: null, format: null, datePublished: null }

type Said = Omit<PublicAnswer, 'files' | 'goneFileIds'>

const enquiryOf = ({ number, askedOn, question, answer, answeredAt }: Said): JsonObject => ({
  hasEnquiries: true,
  enquiries: [
    {
      id: String(number),
      date: askedOn.toISOString(),
      description: question,
      answer,
      dateAnswered: answeredAt.toISOString(),
    },
  ],
})

function closing({ challengeId }: ReleaseFacts, content: ChallengeContent, at: Date): Partial<Release> {
  if (isPlanning(content.kind)) {
    const dateMet = (content.timetable.respondBy ?? at).toISOString()
    return {
      planning: { milestones: [{ id: 'engagement', status: 'met', dateMet }] },
      tender: { id: challengeId, status: 'planning' },
    }
  }
  // A tender process goes on until the award: nobody can respond any more, and the evaluation begins.
  const awardPeriod = { startDate: (content.timetable.respondBy ?? at).toISOString() }
  return { tender: { id: challengeId, status: 'active', awardPeriod, lots: [{ id: '1', status: 'active' }] } }
}

const cancellation = (challengeId: string, reason: string, at: Date): JsonObject => ({
  id: challengeId,
  status: 'cancelled',
  finalStatusDate: at.toISOString(),
  lots: [{ id: '1', status: 'cancelled' }],
  amendments: [
    {
      id: 'withdrawal',
      date: at.toISOString(),
      description: 'The challenge was withdrawn',
      rationale: reason,
    },
  ],
})
