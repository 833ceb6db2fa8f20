import mongoose, { type HydratedDocument } from 'mongoose'
import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { type AdoptionStatus, liveAdoptionStatuses } from '../../shared/outcomes/adoption.ts'
import type {
  AdoptInput,
  AnswerAdoptionInput,
  AskToAdoptInput,
  TermsInput,
} from '../../shared/outcomes/adoption.ts'
import {
  adoptionAnswered,
  adoptionAsked,
  adoptionWithdrawn,
  pilotAdopted,
  sharingTermsSet,
} from '../../shared/outcomes/outcomes.evidence.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { buyersOf, type Challenge, findChallenge, startChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { Adoption, type AdoptionRecord, type Said } from './outcomes.adoption.model.ts'
import { adoptionPolicy, type AdoptionStanding } from './outcomes.adoption.policy.ts'
import { draftFields } from './outcomes.adoption.draft.ts'
import { checkTermsSeen, termsWith } from './outcomes.adoption.terms.ts'
import { termsShown } from './outcomes.shown.ts'
import { Pilot, type PilotRecord } from './outcomes.model.ts'
import { changePilot, doneBy, evidenceOf, startsOf } from './outcomes.pilots.service.ts'
import { pilotPolicy, pilotSideOf } from './outcomes.policy.ts'

const { trusted } = mongoose

// Each tells the people of another authority.
const perOrganisation = limit('adoptions', 20, 60 * 60)

/** Which pilot somebody asks for. */
export interface AdoptPlace {
  challengeId: string
  submissionId: string
}

/** A pilot whose results are public, with its challenge. @throws AppError not-found before */
export async function publicPilot({ challengeId, submissionId }: AdoptPlace) {
  const challenge = isId(challengeId) ? await findChallenge(challengeId) : null
  const pilot = challenge ? await Pilot.findOne({ challengeId, submissionId }).lean<PilotRecord>() : null
  if (!challenge || !pilot?.results) throw notFound('Results')
  return { challenge, pilot }
}

const whoAsks =
  'Members of another authority ask this, once a broker has confirmed it; viewers read and change nothing'

const said = (actor: Actor, words: string): Said => ({ words, at: now(), byUserId: actor.userId })

/** What every event of an adoption carries. */
const eventOf = (adoption: AdoptionRecord) => ({
  challengeId: adoption.challengeId,
  pilotId: adoption.pilotId,
  supplierId: adoption.supplierId,
  authorityId: adoption.ownerId,
  adoptionId: adoption._id,
  organisationId: adoption.authorityId,
})

/** Asks the owner of a pilot for the same. @returns the id of the wish @throws AppError not-found, forbidden, too-many, conflict where one is there already, or the terms changed */
export async function askToAdopt(
  actor: Actor,
  place: AdoptPlace,
  { message, termsSeen }: AskToAdoptInput,
): Promise<{ id: string }> {
  const { challenge, pilot } = await publicPilot(place)
  const standing = { ownerIds: buyersOf(challenge), authorityId: null, status: null }
  allow(adoptionPolicy.ask(actor, standing), whoAsks)
  checkTermsSeen(pilot.terms, termsSeen)
  await perOrganisation.consume(actor.organisation?.id ?? '')
  const asked = transaction(async (session) => {
    const adoption = new Adoption({
      ...place,
      pilotId: pilot._id,
      supplierId: pilot.supplierId,
      ownerId: challenge.authorityId,
      authorityId: actor.organisation?.id,
      status: 'asked',
      liveKey: `${pilot._id} ${actor.organisation?.id ?? ''}`,
      asked: said(actor, message),
      updatedAt: now(),
    })
    await adoption.save({ session })
    await record(session, actor, adoptionAsked, eventOf(adoption))
    return { id: adoption._id }
  })
  return refuseDuplicate(asked, 'Your authority has asked already: go on there.')
}

/** What the rules see of an adoption. */
export const standingOf = (
  { authorityId, status }: AdoptionRecord,
  challenge: Pick<Challenge, 'authorityId' | 'coBuyers'>,
): AdoptionStanding => ({ ownerIds: buyersOf(challenge as Challenge), authorityId, status })

/** An adoption as one of the two authorities sees it. @throws AppError not-found to everybody else */
export async function loadAdoption(actor: Actor, id: string) {
  const adoption = isId(id) ? await Adoption.findById(id).lean<AdoptionRecord>() : null
  const challenge = adoption ? await findChallenge(adoption.challengeId) : null
  if (!adoption || !challenge) throw notFound('Adoption')
  const standing = standingOf(adoption, challenge)
  if (!adoptionPolicy.see(actor, standing)) throw notFound('Adoption')
  return { adoption, challenge, standing }
}

/** An adoption under change. */
async function changeAdoption(
  actor: Actor,
  id: string,
  work: (changing: {
    adoption: HydratedDocument<AdoptionRecord>
    standing: AdoptionStanding
    session: mongoose.ClientSession
  }) => Promise<void>,
): Promise<void> {
  const { challenge } = await loadAdoption(actor, id)
  const changed = transaction(async (session) => {
    const adoption = await Adoption.findById(id).session(session)
    if (!adoption) throw notFound('Adoption')
    await work({ adoption, standing: standingOf(adoption.toObject(), challenge), session })
    adoption.set({ updatedAt: now() })
    await adoption.save({ session })
  })
  await refuseDuplicate(changed, 'Somebody else has just done this: look where it stands now.')
}

const settled = new AppError(
  'conflict',
  'It has gone on meanwhile, and nothing of yours is saved: look where it stands now.',
)

/** @throws AppError conflict for who might do it at another time, forbidden for who never may */
function must(isAllowed: boolean, mightEver: boolean, who: string): void {
  if (!isAllowed && mightEver) throw settled
  allow(isAllowed, who)
}

/** Says for the owner whether it helps. @throws AppError not-found, forbidden, conflict once it is answered */
export async function answerAdoption(
  actor: Actor,
  id: string,
  { helps, words }: AnswerAdoptionInput,
): Promise<void> {
  await changeAdoption(actor, id, async ({ adoption, standing, session }) => {
    const mightEver = adoptionPolicy.answer(actor, { ...standing, status: 'asked' })
    must(adoptionPolicy.answer(actor, standing), mightEver, 'Members of the owning authority answer this')
    const answer = { ...said(actor, words), helps: helps === 'yes' }
    adoption.set({ answer, status: answer.helps ? 'answered' : 'declined' })
    if (!answer.helps) adoption.set({ liveKey: null })
    await record(session, actor, adoptionAnswered, { ...eventOf(adoption), helps: answer.helps })
  })
}

/** Says for the other authority that it buys the same: it counts in public from now on. @throws AppError not-found, forbidden, conflict before it is answered, or the terms changed */
export async function adopt(actor: Actor, id: string, { way, words, termsSeen }: AdoptInput): Promise<void> {
  await changeAdoption(actor, id, async ({ adoption, standing, session }) => {
    const mightEver = adoptionPolicy.adopt(actor, { ...standing, status: 'answered' })
    must(adoptionPolicy.adopt(actor, standing), mightEver, 'Members of the authority that asked say this')
    const { challengeId, submissionId } = adoption
    checkTermsSeen((await publicPilot({ challengeId, submissionId })).pilot.terms, termsSeen)
    adoption.set({ adopted: { ...said(actor, words), way }, status: 'adopted' })
    await record(session, actor, pilotAdopted, { ...eventOf(adoption), way })
  })
}

/** Says for the other authority that it does not go on. @throws AppError not-found, forbidden, conflict once it is over */
export async function withdrawAdoption(actor: Actor, id: string, words: string): Promise<void> {
  await changeAdoption(actor, id, async ({ adoption, standing, session }) => {
    const mightEver = adoptionPolicy.withdraw(actor, { ...standing, status: 'asked' })
    must(adoptionPolicy.withdraw(actor, standing), mightEver, 'Members of the authority that asked say this')
    adoption.set({ withdrawn: said(actor, words), status: 'withdrawn', liveKey: null })
    await record(session, actor, adoptionWithdrawn, eventOf(adoption))
  })
}

/**
 * Begins a draft with the words of a challenge whose pilot was measured, for any authority; where it asked to adopt, the
 * adoption keeps which draft it is.
 * @returns the draft's id @throws AppError not-found before results are public, forbidden for those who may begin no challenge
 */
export async function startFromPilot(actor: Actor, place: AdoptPlace): Promise<string> {
  const { challenge, pilot } = await publicPilot(place)
  const startsOn = (await startsOf(challenge._id)).get(pilot.submissionId) ?? ''
  const fields = challengeFieldsSchema.safeParse(draftFields(challenge, pilot, startsOn))
  if (!fields.success)
    throw new AppError('conflict', 'This challenge does not fit the form any more. Tell a broker of it.')
  const draftId = await startChallenge(actor, fields.data)
  const own = { pilotId: pilot._id, authorityId: actor.organisation?.id ?? '' }
  await Adoption.updateOne(
    { ...own, status: trusted({ $in: liveAdoptionStatuses as AdoptionStatus[] }) },
    { $set: { draftId } },
  )
  return draftId
}

/** Says for one side of a pilot on what terms it shares what it has. @throws AppError not-found, forbidden, conflict before a plan, or where a colleague said something else meanwhile */
export async function setTerms(
  actor: Actor,
  place: AdoptPlace,
  { revision, ...terms }: TermsInput,
): Promise<void> {
  await changePilot(actor, place, async (changing) => {
    const { pilot, standing, session } = changing
    const mayDo = pilotPolicy.lead(actor, standing) || pilotPolicy.sayReached(actor, standing)
    allow(mayDo, 'Whoever leads for the buyer, or acts for the supplier, says this')
    const side = pilotSideOf(actor)
    refuseUnseen(termsShown(pilot.toObject().terms?.[side] ?? null), revision)
    const said = termsWith(pilot.toObject().terms, side, { ...terms, ...doneBy(actor) })
    if (!said) return
    pilot.set({ terms: said })
    await record(session, actor, sharingTermsSet, { ...evidenceOf(changing), side })
  })
}
