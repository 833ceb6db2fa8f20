import type { ClientSession } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { isPast } from '../../shared/challenges/effective-status.ts'
import { buyerOnlyInEngagement, expiryOf, possibleKinds } from '../../shared/matching/introduction.ts'
import {
  introductionAccepted,
  introductionDeclined,
  introductionEnded,
  introductionExpired,
  introductionMade,
  introductionProposed,
  introductionWithdrawn,
} from '../../shared/matching/introduction.events.ts'
import type { ProposeIntroduction } from '../../shared/matching/introduction.schema.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { findChallenge } from '../challenges/index.ts'
import { findOrganisation, type Organisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { allow, AppError, notFound } from '../platform/errors.ts'
import { contactOf, hasContact } from './matching.introduction.contact.ts'
import {
  Introduction,
  type IntroductionDocument,
  type IntroductionRecord,
  type IntroductionSide,
} from './matching.introduction.model.ts'
import { type IntroductionFacts, introductionPolicy } from './matching.introduction.policy.ts'
import { introductionFacts, ownSide, stageOf } from './matching.introduction.service.ts'
import { getRankedChallenge } from './matching.service.ts'

const factsOf = ({ _id, challengeId, between }: IntroductionRecord) => ({
  introductionId: _id,
  challengeId,
  between,
})
const organisationIdsOf = ({ sides }: IntroductionRecord) => sides.map(({ organisationId }) => organisationId)

const invalid = (field: string, message: string) =>
  new AppError('invalid', `${message}.`, { [field]: message })

/**
 * A broker proposes that two suppliers meet, or a supplier and the authority of the challenge. Both are asked;
 * neither gets the other's contact before both have said yes.
 * @throws AppError not-found, forbidden, too-late, invalid for whom the law or the directory leaves out, conflict if
 * these two were asked before
 */
export async function proposeIntroduction(
  actor: Actor,
  challengeId: string,
  input: ProposeIntroduction,
): Promise<IntroductionRecord> {
  await getRankedChallenge(actor, challengeId)
  const sides = await Promise.all([
    supplierSide(input.supplierId, 'supplierId'),
    input.between === 'suppliers' ? supplierSide(input.otherSupplierId ?? '', 'otherSupplierId') : null,
  ])
  return transaction(async (session) => {
    const challenge = await findChallenge(challengeId, session)
    if (!challenge) throw notFound('Challenge')
    insistOnKind(actor, input, challenge)
    const [one, other] = sides
    const introduction = draft(actor, challenge, input, [
      one,
      other ?? { organisationId: challenge.authorityId, name: challenge.authorityName },
    ])
    await refuseDuplicate(
      introduction.save({ session }),
      'These two have been introduced over this challenge already, or are being asked.',
    )
    const kept: IntroductionRecord = introduction.toObject()
    const organisationIds = organisationIdsOf(kept)
    await record(session, actor, introductionProposed, { ...factsOf(kept), organisationIds })
    return kept
  })
}

/** Goes on if this kind is possible now; else says whether person, law or time stands in the way. */
function insistOnKind(actor: Actor, { between }: ProposeIntroduction, challenge: ChallengeRecord): void {
  const possible = possibleKinds(stageOf(challenge))
  if (introductionPolicy.propose(actor, between, possible)) return
  allow(introductionPolicy.propose(actor, between, [between]), 'Only a broker may propose an introduction.')
  if (possible.length === 0)
    throw new AppError('too-late', 'This challenge takes no responses now: nobody is introduced over it.')
  throw new AppError('invalid', buyerOnlyInEngagement, { between: buyerOnlyInEngagement })
}

type SideFacts = Pick<IntroductionSide, 'organisationId' | 'name'>

/** A supplier of the directory that has signed up and was confirmed: nobody else could answer. */
async function supplierSide(id: string, field: string): Promise<SideFacts> {
  const supplier = await findOrganisation(id)
  if (!isIntroducible(supplier))
    throw invalid(field, 'Choose a supplier of the directory that has claimed its profile')
  return { organisationId: supplier.id, name: supplier.name }
}

/** True for a supplier that can be asked. */
export const isIntroducible = (organisation: Organisation | null): organisation is Organisation =>
  organisation?.kind === 'supplier' && organisation.isVerified

function draft(
  actor: Actor,
  { _id: challengeId, timetable }: ChallengeRecord,
  { between, why, toTalkAbout }: ProposeIntroduction,
  sides: SideFacts[],
): IntroductionDocument {
  const proposedAt = now()
  const ids = sides.map(({ organisationId }) => organisationId).toSorted()
  return new Introduction({
    challengeId,
    between,
    sides,
    why,
    toTalkAbout,
    proposedBy: actor.userId,
    proposedAt,
    expiresAt: expiryOf(proposedAt, timetable.respondBy),
    pair: [challengeId, ...ids].join(' '),
  })
}

interface Loaded {
  introduction: IntroductionDocument
  challenge: ChallengeRecord
  facts: IntroductionFacts
}

async function load(session: ClientSession, actor: Actor, id: string): Promise<Loaded> {
  const introduction = isId(id) ? await Introduction.findById(id).session(session) : null
  const challenge = introduction && (await findChallenge(introduction.challengeId, session))
  if (!introduction || !challenge) throw notFound('Introduction')
  const facts = introductionFacts(introduction.toObject(), challenge)
  if (!introductionPolicy.seeAll(actor) && !introductionPolicy.see(actor, facts))
    throw notFound('Introduction')
  return { introduction, challenge, facts }
}

/**
 * One side says yes. If the other has, the introduction is made, and each sees the other's contact. Two who accept at
 * once make it once: the transaction of the second runs again and finds the first.
 * @throws AppError not-found, forbidden, too-late, conflict, or invalid for a side with no contact to give
 */
export async function acceptIntroduction(actor: Actor, id: string): Promise<IntroductionRecord> {
  return transaction(async (session) => {
    const { introduction, challenge, facts } = await load(session, actor, id)
    insistOnAnswer(actor, introduction, facts)
    const own = answerAs(actor, introduction, 'accepted')
    const contact = contactOf(own, challenge, await findOrganisation(own.organisationId))
    if (!hasContact(contact))
      throw invalid(
        '',
        'Put an e-mail address or a telephone number into your profile first: the other side gets it',
      )
    const isMade = introduction.sides.every(({ answer }) => answer === 'accepted')
    introduction.set(isMade ? { status: 'made', endedAt: now() } : { status: 'accepted-by-one' })
    await introduction.save({ session })
    const kept: IntroductionRecord = introduction.toObject()
    await record(session, actor, introductionAccepted, { ...factsOf(kept), sideId: own.organisationId })
    const organisationIds = organisationIdsOf(kept)
    if (isMade) await record(session, actor, introductionMade, { ...factsOf(kept), organisationIds })
    return kept
  })
}

/**
 * One side says no, which ends it. The other hears only that it will not come about; the reason is for the brokers.
 * @throws AppError not-found, forbidden, too-late, conflict
 */
export async function declineIntroduction(
  actor: Actor,
  id: string,
  reason: string,
): Promise<IntroductionRecord> {
  return transaction(async (session) => {
    const { introduction, facts } = await load(session, actor, id)
    insistOnAnswer(actor, introduction, facts)
    const { organisationId } = answerAs(actor, introduction, 'declined', reason)
    const kept = await end(session, introduction, 'declined')
    await record(session, actor, introductionDeclined, { ...factsOf(kept), sideId: organisationId })
    await record(session, actor, introductionEnded, factsOf(kept))
    return kept
  })
}

/** A broker takes a proposal back before it is made. @throws AppError not-found, forbidden, conflict */
export async function withdrawIntroduction(actor: Actor, id: string): Promise<IntroductionRecord> {
  return transaction(async (session) => {
    const { introduction, facts } = await load(session, actor, id)
    if (!introductionPolicy.withdraw(actor, facts)) {
      const waiting = { ...facts, status: 'proposed' as const }
      allow(introductionPolicy.withdraw(actor, waiting), 'Only a broker may withdraw an introduction.')
      throw new AppError('conflict', 'This introduction was made or has ended: nothing is left to withdraw.')
    }
    const kept = await end(session, introduction, 'withdrawn')
    await record(session, actor, introductionWithdrawn, factsOf(kept))
    await record(session, actor, introductionEnded, factsOf(kept))
    return kept
  })
}

/** Ends an introduction whose time is over; does nothing for any other. Safe to repeat. */
export async function expireIntroduction(id: string): Promise<void> {
  await transaction(async (session) => {
    const { introduction, facts } = await load(session, system, id)
    if (introduction.status === 'expired' || !introductionPolicy.expire(system, facts)) return
    const kept = await end(session, introduction, 'expired')
    await record(session, system, introductionExpired, factsOf(kept))
    await record(session, system, introductionEnded, factsOf(kept))
  })
}

async function end(
  session: ClientSession,
  introduction: IntroductionDocument,
  status: 'declined' | 'withdrawn' | 'expired',
): Promise<IntroductionRecord> {
  introduction.set({ status, endedAt: now(), pair: null })
  await introduction.save({ session })
  return introduction.toObject()
}

/** Notes what the actor's side says. */
function answerAs(
  actor: Actor,
  introduction: IntroductionDocument,
  answer: 'accepted' | 'declined',
  reason = '',
): IntroductionSide {
  const own = ownSide(actor, introduction)
  const said = { answer, answeredAt: now(), answeredBy: actor.userId, reason }
  Object.assign(own, said)
  introduction.markModified('sides')
  return own
}

/** Goes on if this person may answer now; else says what stands in the way, and nothing of what the other side did. */
function insistOnAnswer(actor: Actor, introduction: IntroductionRecord, facts: IntroductionFacts): void {
  if (introductionPolicy.answer(actor, facts)) return
  const sides = facts.sides.map((side) => ({ ...side, answer: 'none' as const }))
  allow(
    introductionPolicy.answer(actor, { sides, status: 'proposed' }),
    'Only people who may act for one of the two organisations may answer, once it is confirmed.',
  )
  if (ownSide(actor, introduction).answer !== 'none')
    throw new AppError('conflict', 'Your organisation has answered already.')
  if (isPast(introduction.expiresAt, now())) throw new AppError('too-late', 'The time to answer is over.')
  throw new AppError('conflict', 'This introduction will not come about.')
}
