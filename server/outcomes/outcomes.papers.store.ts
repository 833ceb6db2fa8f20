import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { asBuffer } from '../platform/bytes.ts'
import { AppError } from '../platform/errors.ts'
import { logger } from '../platform/logger.ts'
import { openOurs, sealForUs } from '../platform/sealed-value.ts'
import type { PaperRecord, PaperVersion } from './outcomes.papers.model.ts'

const use = 'papers of pilots'

/** What a version holds: what was written, and why it corrects the one before. */
export interface SealedVersion {
  content: ProposalContent
  because: string
}

const draftPlace = (id: string, revision: number): string => `${id} draft ${revision}`
const versionPlace = (id: string, number: number): string => `${id} version ${number}`

/** Seals a draft; it opens as that revision of that paper only. */
export const sealPaperDraft = (id: string, revision: number, content: ProposalContent): Promise<Buffer> =>
  sealForUs(use, draftPlace(id, revision), content)

export const sealPaperVersion = (id: string, number: number, version: SealedVersion): Promise<Buffer> =>
  sealForUs(use, versionPlace(id, number), version)

/** @throws AppError conflict for what somebody changed in the database */
async function open<Value>(id: string, place: string, sealed: PaperVersion['sealed']): Promise<Value> {
  try {
    return (await openOurs(use, place, asBuffer(sealed))) as Value
  } catch (error) {
    logger('outcomes').error({ err: error, paperId: id }, 'What was written in a pilot cannot be opened')
    throw new AppError(
      'conflict',
      'This cannot be read: what is stored is not what was saved here. Tell the brokerage; what else you wrote is not touched.',
    )
  }
}

/** What a draft says; null where nothing was saved yet. @throws AppError conflict */
export const openPaperDraft = async ({
  _id,
  revision,
  draft,
}: Pick<PaperRecord, '_id' | 'revision' | 'draft'>): Promise<ProposalContent | null> =>
  draft ? open(_id, draftPlace(_id, revision), draft) : null

/** @throws AppError conflict */
export const openPaperVersion = (id: string, { number, sealed }: PaperVersion): Promise<SealedVersion> =>
  open(id, versionPlace(id, number), sealed)
