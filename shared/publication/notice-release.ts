import type { ChallengeRecord } from '../challenges/challenge.ts'
import type { JsonObject } from './json.ts'
import { anObject, type Release, type ReleaseTag } from './ocds.ts'
import { ocidOf } from './release.ts'
import { type ReleaseFacts, wholeStatement } from './statement.ts'

/** Which part of a process a notice tells of, in the codes of OCDS (procurement.md §7). */
interface NoticeCodes {
  tag: ReleaseTag[]
  section: 'planning' | 'tender' | 'awards' | 'contracts'
  documentType: string
}

const noticeCodes: Record<string, NoticeCodes> = {
  UK1: { tag: ['planning'], section: 'planning', documentType: 'plannedProcurementNotice' },
  UK2: { tag: ['planning'], section: 'planning', documentType: 'marketEngagementNotice' },
  UK3: { tag: ['planning'], section: 'planning', documentType: 'plannedProcurementNotice' },
  UK4: { tag: ['tender'], section: 'tender', documentType: 'tenderNotice' },
  UK5: { tag: ['award', 'contract'], section: 'awards', documentType: 'awardNotice' },
  UK6: { tag: ['award', 'contract'], section: 'awards', documentType: 'awardNotice' },
  UK7: { tag: ['award', 'contract'], section: 'contracts', documentType: 'contractNotice' },
  UK9: { tag: ['implementation'], section: 'contracts', documentType: 'implementationNotice' },
  UK10: { tag: ['contractAmendment'], section: 'contracts', documentType: 'contractNotice' },
  UK11: { tag: ['contractTermination'], section: 'contracts', documentType: 'contractTerminationNotice' },
  UK12: { tag: ['tenderCancellation'], section: 'tender', documentType: 'tenderCancellationNotice' },
}

/** The notices that can be made ready to file. */
export const fileableCodes = Object.keys(noticeCodes)

/**
 * A notice as a release of OCDS, to file or to check before filing: a draft that is published nowhere. What
 * isn't known before an award, such as its suppliers, is left out.
 */
export function noticeRelease(
  facts: ReleaseFacts,
  challenge: ChallengeRecord,
  notice: { id: string; code: string },
): Release {
  const codes = noticeCodes[notice.code]
  if (!codes) throw new Error(`${notice.code} is not a notice that can be made ready`)
  const ocid = ocidOf(facts)
  const statement = wholeStatement(facts, challenge)
  const document = {
    id: notice.id,
    documentType: codes.documentType,
    noticeType: notice.code,
    title: challenge.title,
  }
  const withNotice = (part: JsonObject | undefined, isIt: boolean): JsonObject => {
    const documents = Array.isArray(part?.['documents']) ? part['documents'] : []
    return isIt ? { ...part, documents: [document, ...documents] } : { ...part }
  }
  const planning = withNotice(statement.planning, codes.section === 'planning')
  return {
    ocid,
    id: `${ocid}-draft-${notice.id}`,
    date: challenge.updatedAt.toISOString(),
    tag: codes.tag,
    initiationType: 'tender',
    language: 'en',
    ...statement,
    ...(Object.keys(planning).length > 0 ? { planning } : {}),
    tender: { ...withNotice(statement.tender, codes.section === 'tender'), ...endOf(notice.code, challenge) },
    ...awardOf(codes, challenge.title, document),
  }
}

const endOf = (code: string, { withdrawnAt }: ChallengeRecord): JsonObject =>
  code === 'UK12' ? anObject({ status: 'cancelled', finalStatusDate: withdrawnAt?.toISOString() }) : {}

/** An award and a contract that are known to come, and nothing more. */
function awardOf({ section }: NoticeCodes, title: string, document: JsonObject): Partial<Release> {
  if (section !== 'awards' && section !== 'contracts') return {}
  const documents = (isIt: boolean) => (isIt ? [document] : [])
  return {
    awards: [
      anObject({
        id: '1',
        title,
        status: 'pending',
        relatedLots: ['1'],
        documents: documents(section === 'awards'),
      }),
    ],
    contracts: [
      anObject({
        id: '1',
        awardID: '1',
        title,
        status: 'pending',
        documents: documents(section === 'contracts'),
      }),
    ],
  }
}
