import { Decision, Feedback } from '../../server/evaluation/evaluation.award.model.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { Opening } from '../../server/proposals/proposals.keys.model.ts'
import { Proposal } from '../../server/proposals/proposals.model.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { Usefulness } from '../../shared/evaluation/feedback.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'

/** What firms publicly say of whether they are charities or social enterprises. */
export type Said = (boolean | null)[]

/** Says publicly of a firm whether it is a charity or social enterprise. */
export const sayVcse = (supplierId: string, isVcse: boolean | null) =>
  Organisation.updateOne({ _id: supplierId }, { $set: { 'supplier.isVcse': isVcse } })

async function propose(challengeId: string, supplierId: string): Promise<void> {
  const bytes = Buffer.from('sealed')
  const draft = { envelope: bytes, supplierKeyed: bytes }
  await Proposal.create({
    challengeId,
    supplierId,
    status: 'submitted',
    draft,
    savedAt: new Date(),
    createdAt: new Date(),
  })
}

/**
 * A challenge whose award is public, as it would be stored, not counted yet.
 * @param lost what those say of themselves who did not win
 * @param won and those who did
 * @param grossPence what it is worth: of a large one the notice names those who lost
 */
export async function aChallengeThatIsOver({
  lost,
  won = [],
  year = 2026,
  grossPence = 0,
}: {
  lost: Said
  won?: Said
  year?: number
  grossPence?: number
}): Promise<{ id: string; lost: string[]; won: string[] }> {
  const { _id: id } = await aChallenge({ status: 'closed', publishedAt: new Date(`${year}-02-01T09:00:00Z`) })
  const firms = async (said: Said, name: string) =>
    Promise.all(
      said.map(async (isVcse, index) => {
        const { id: supplierId } = await aFirm(`${name} ${index} of ${id}`, 0)
        await sayVcse(supplierId, isVcse)
        await propose(id, supplierId)
        return supplierId
      }),
    )
  const suppliers = { lost: await firms(lost, 'Lost'), won: await firms(won, 'Won') }
  await Opening.updateOne({ _id: id }, { $set: { openedAt: new Date() } }, { upsert: true })
  const award = {
    number: 1,
    publishedOn: dayOf(new Date()),
    endsOn: null,
    values: { all: { netPence: 0, grossPence } },
  }
  const winners = suppliers.won.map((supplierId) => ({ supplierId, submissionId: supplierId }))
  await Decision.create({
    _id: id,
    decidedAt: new Date(),
    winners,
    award,
    assessed: lost.length + won.length,
  } as never)
  return { id, ...suppliers }
}

let ratings = 0

/** Feedback on a proposal for a challenge that went out, and how it was rated; null for not at all. */
export async function aRating(challengeId: string, how: Usefulness | null): Promise<string> {
  ratings += 1
  const rating = how && { how, words: '', at: new Date(Date.now() + ratings) }
  const { _id } = await Feedback.create({
    challengeId,
    submissionId: `rated-${ratings}`,
    proposalId: `rated-${ratings}`,
    supplierId: `rater-${ratings}`,
    revision: 1,
    savedAt: new Date(),
    sentAt: new Date(),
    rating,
  } as never)
  return _id
}
