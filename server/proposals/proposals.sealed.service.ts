import { createHash } from 'node:crypto'
import { canonicalJson } from '../../shared/platform/canonical-json.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import type { SignedReceipt } from '../../shared/proposals/receipt.ts'
import { asBuffer } from '../platform/bytes.ts'
import { openForOpening, sealForOpening } from './opening-key.ts'
import type { SubmissionRecord } from './proposals.model.ts'
import { type KeptContent, openValue, parts, sealValue, unwrapKey } from './sealing.ts'
import { supplierKey } from './supplier-key.ts'

/** What a submission's envelope holds. */
export interface SealedSubmission {
  content: KeptContent
  receipt: SignedReceipt
}

type Place = Pick<SubmissionRecord, 'proposalId' | 'challengeId' | 'supplierId' | 'version'>

const boundOf = ({ proposalId, challengeId, supplierId, version }: Place) => ({
  proposalId,
  challengeId,
  supplierId,
  part: parts.version(version),
})

/** What a submission is hashed over: its content word for word, bound to its challenge, supplier and version. */
export function sealedText(
  bound: { challengeId: string; supplierId: string; version: number },
  content: ProposalContent,
): string {
  const { challengeId, supplierId, version } = bound
  return canonicalJson({ challengeId, supplierId, version, content: hashedContent(content) })
}

function hashedContent({ files, outcomes, criteria, members, ...rest }: ProposalContent) {
  const { summary, approach, trl, pilotPlan, pilotPricePence, scalePricePence, team } = rest
  const { setUpPence, yearlyPence, endOfLifePence } = rest
  return {
    summary,
    outcomes: outcomes.map(({ outcomeId, how }) => ({ outcomeId, how })),
    // Left out where it was when the receipt was signed.
    ...(criteria && { criteria: criteria.map(({ criterionId, answer }) => ({ criterionId, answer })) }),
    approach,
    trl,
    pilotPlan,
    pilotPricePence,
    ...(setUpPence !== undefined && { setUpPence, yearlyPence, endOfLifePence }),
    scalePricePence,
    team,
    ...(members && { members }),
    files: files.map(({ name, type, size, sha256: hash }) => ({ name, type, size, sha256: hash })),
  }
}

/** SHA-256 of a text in UTF-8; lower-case hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The hash of each part alone, so that a supplier can show one without the others. */
export function partHashes(content: ProposalContent): SignedReceipt['parts'] {
  const { files, ...fields } = hashedContent(content)
  return [
    ...Object.entries(fields).map(([part, value]) => ({ part, sha256: sha256(canonicalJson(value)) })),
    ...files.map(({ name, sha256: hash }) => ({ part: `file ${name}`, sha256: hash })),
  ]
}

/** Seals what is submitted: the supplier can go on reading it, and the opening of the challenge. */
export async function sealSubmission(
  place: Place,
  sealed: SealedSubmission,
  publicKey: Buffer,
): Promise<Pick<SubmissionRecord, 'envelope' | 'supplierKeyed' | 'openingKeyed'>> {
  const bound = boundOf(place)
  const { envelope, supplierKeyed, dataKey } = await sealValue(
    sealed,
    await supplierKey(place.supplierId),
    bound,
  )
  return { envelope, supplierKeyed, openingKeyed: await sealForOpening(publicKey, dataKey, bound) }
}

/** What was submitted, for its supplier. @throws EnvelopeBroken */
export async function openAsSupplier(submission: SubmissionRecord): Promise<SealedSubmission> {
  const dataKey = unwrapKey(asBuffer(submission.supplierKeyed), await supplierKey(submission.supplierId))
  return openValue(asBuffer(submission.envelope), dataKey, boundOf(submission))
}

/** What was submitted, after the opening. @param privateKey of its challenge @throws EnvelopeBroken */
export async function openAsReader(
  submission: SubmissionRecord,
  privateKey: Buffer,
): Promise<SealedSubmission> {
  const bound = boundOf(submission)
  const dataKey = await openForOpening(asBuffer(submission.openingKeyed), privateKey, bound)
  return openValue(asBuffer(submission.envelope), dataKey, bound)
}
