import { learningConsentGiven, learningConsentWithdrawn } from '../../shared/learning/learning.events.ts'
import type { Consent as ConsentName } from '../../shared/learning/learning.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow } from '../platform/errors.ts'
import { Consent, type ConsentRecord } from './learning.model.ts'
import { learningPolicy } from './learning.policy.ts'

/** Since when each consent holds; null where it doesn't. */
export type Consents = Pick<ConsentRecord, 'showName' | 'countDrafts'>

const fieldOf = { 'show-name': 'showName', 'count-drafts': 'countDrafts' } as const satisfies Record<
  ConsentName,
  keyof Consents
>

/** What this person agreed to. */
export async function consentsOf({ userId }: Actor): Promise<Consents> {
  const found = await Consent.findById(userId).lean<ConsentRecord>()
  return { showName: found?.showName ?? null, countDrafts: found?.countDrafts ?? null }
}

/** Sets what this person agrees to; what is left out is taken back, and holds no more from this moment. */
export async function setConsents(actor: Actor, agreed: readonly ConsentName[]): Promise<Consents> {
  allow(learningPolicy.keepProgress(actor), 'Everybody decides for themselves: sign in first')
  const { userId } = actor
  return transaction(async (session) => {
    const found = await Consent.findById(userId).session(session)
    const consent = found ?? new Consent({ _id: userId })
    for (const [name, field] of Object.entries(fieldOf) as [ConsentName, keyof Consents][]) {
      const isWanted = agreed.includes(name)
      if (isWanted === (consent[field] !== null)) continue
      consent.set({ [field]: isWanted ? now() : null })
      const event = isWanted ? learningConsentGiven : learningConsentWithdrawn
      await record(session, actor, event, { userId, consent: name })
    }
    await consent.save({ session })
    return { showName: consent.showName, countDrafts: consent.countDrafts }
  })
}
