import mongoose from 'mongoose'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { waysToAdopt } from '../../shared/outcomes/adopt-ways.ts'
import { liveAdoptionStatuses } from '../../shared/outcomes/adoption.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { buyersOf, findChallenges } from '../challenges/index.ts'
import { citation, law } from '../coaching/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import type { Difference } from '../platform/compare-words.ts'
import { allow } from '../platform/errors.ts'
import { Adoption, type AdoptionRecord, type Said } from './outcomes.adoption.model.ts'
import { adoptionPolicy } from './outcomes.adoption.policy.ts'
import { type AdoptPlace, loadAdoption, publicPilot } from './outcomes.adoption.service.ts'
import { termsChangedSince, termsVersionOf } from './outcomes.adoption.terms.ts'
import type { Done, PilotTerms } from './outcomes.model.ts'
import { loadPlanned } from './outcomes.pilots.service.ts'
import { pilotPolicy, pilotSideOf } from './outcomes.policy.ts'

const { trusted } = mongoose
const mostListed = 200

/** How many authorities adopted what these pilots showed, by pilot. */
export async function countAdoptions(pilotIds: string[]): Promise<Map<string, number>> {
  const counts = await Adoption.aggregate<{ _id: string; count: number }>([
    { $match: { pilotId: { $in: pilotIds }, status: 'adopted' } },
    { $group: { _id: '$pilotId', count: { $sum: 1 } } },
  ])
  return new Map(counts.map(({ _id, count }) => [_id, count]))
}

const publicTerms = <Terms extends Done & { number?: number }>(terms: Terms | null | undefined) => {
  if (!terms) return null
  const { byUserId: _, side: __, number: ___, ...told } = terms
  return told
}

/** On what terms each side of a pilot shares; null where it has not said. */
export const presentTerms = (terms: PilotTerms | undefined) => ({
  buyer: publicTerms(terms?.buyer),
  supplier: publicTerms(terms?.supplier),
})

/** What everybody reads before asking to adopt: the lawful ways, the owner's terms; and whether the reader may ask. @throws AppError not-found before results are public */
export async function readAdoptable(actor: Actor, place: AdoptPlace) {
  const { challenge, pilot } = await publicPilot(place)
  const contracts = (await awardOnRecord(place.challengeId))?.contracts ?? []
  const contract = contracts.find(({ submissionId }) => submissionId === place.submissionId)
  const standing = { ownerIds: buyersOf(challenge), authorityId: null, status: null }
  const own = actor.organisation
    ? await Adoption.findOne({
        pilotId: pilot._id,
        authorityId: actor.organisation.id,
        status: trusted({ $in: [...liveAdoptionStatuses] }),
      }).lean<AdoptionRecord>()
    : null
  const facts = {
    isRegulated: challenge.noNoticeException !== 'not-regulated',
    grossPence: contract?.grossPence ?? 0,
    on: dayOf(now()),
  }
  const isAuthority = actor.organisation?.kind === 'authority'
  return {
    challenge: { id: challenge._id, title: challenge.title, authorityName: challenge.authorityName },
    submissionId: place.submissionId,
    supplierName: contract?.supplier.name ?? '',
    today: facts.on,
    ways: waysToAdopt(facts, law()).map((one) => ({ ...one, citation: citation(law(), one.section) })),
    terms: presentTerms(pilot.terms),
    termsVersion: termsVersionOf(pilot.terms),
    adoptions: (await countAdoptions([pilot._id])).get(pilot._id) ?? 0,
    ownId: own?._id ?? '',
    may: {
      ask: !own && adoptionPolicy.ask(actor, standing),
      draft: isAuthority && actor.role !== 'viewer' && actor.role !== null,
    },
  }
}

/** What changed in the terms since those that a form carries. @throws AppError not-found before results are public */
export async function termsNews(
  place: AdoptPlace,
  seen: unknown,
  { authorityName, supplierName }: { authorityName: string; supplierName: string },
): Promise<Difference[]> {
  if (typeof seen !== 'string' || !/^\d{1,6}\.\d{1,6}$/.test(seen)) return []
  const { pilot } = await publicPilot(place)
  return termsChangedSince(pilot.terms, seen, { buyer: authorityName, supplier: supplierName })
}

const told = (one: Said | null): { words: string; at: Date } | null => one && { words: one.words, at: one.at }

/** An adoption as one of the two authorities sees it: which side said what, not which person. @throws AppError not-found to everybody else */
export async function readAdoption(actor: Actor, id: string) {
  const { adoption, challenge, standing } = await loadAdoption(actor, id)
  const names = await findOrganisations([adoption.authorityId])
  const { asked, answer, adopted, withdrawn, status, submissionId, updatedAt } = adoption
  const isOwn = actor.organisation?.id === adoption.authorityId
  return {
    id,
    status,
    updatedAt,
    isOwn,
    organisationName: names.get(adoption.authorityId)?.name ?? '',
    asked: told(asked),
    answer: answer && { ...told(answer), helps: answer.helps },
    adopted: adopted && { ...told(adopted), way: adopted.way },
    withdrawn: told(withdrawn),
    draftId: isOwn ? adoption.draftId : '',
    about: await readAdoptable(actor, { challengeId: challenge._id, submissionId }),
    may: {
      answer: adoptionPolicy.answer(actor, standing),
      adopt: adoptionPolicy.adopt(actor, standing),
      withdraw: adoptionPolicy.withdraw(actor, standing),
    },
  }
}

const ofAuthority = (id: string) => ({ $or: [{ authorityId: id }, { ownerId: id }] })

/** How many adoptions the actor's authority asked for, or is asked for; 0 for people of no authority. */
export const countOwnAdoptions = async ({ organisation }: Actor): Promise<number> =>
  organisation?.kind === 'authority' ? Adoption.countDocuments(ofAuthority(organisation.id)) : 0

/** Every adoption that the actor's authority asked for, or is asked for; the latest first. @throws AppError forbidden for people of no authority */
export async function listAdoptions(actor: Actor) {
  const organisation = actor.organisation
  allow(organisation?.kind === 'authority', 'This page is for people who work for an authority')
  const id = organisation?.id ?? ''
  const found = await Adoption.find(ofAuthority(id))
    .sort({ updatedAt: -1, _id: -1 })
    .limit(mostListed)
    .lean<AdoptionRecord[]>()
  const [challenges, names] = await Promise.all([
    findChallenges(found.map(({ challengeId }) => challengeId)),
    findOrganisations(found.map(({ authorityId }) => authorityId)),
  ])
  return found.map(({ _id, challengeId, authorityId, status, updatedAt }) => ({
    id: _id,
    status,
    updatedAt,
    isOwn: authorityId === id,
    title: challenges.get(challengeId)?.title ?? '',
    authorityName: challenges.get(challengeId)?.authorityName ?? '',
    organisationName: names.get(authorityId)?.name ?? '',
  }))
}

/** The terms of both sides of a pilot, for somebody of one of them. @throws AppError not-found to everybody else */
export async function readTerms(actor: Actor, { challengeId, submissionId }: AdoptPlace) {
  const { pilot, standing } = await loadPlanned(actor, challengeId, submissionId)
  const terms = presentTerms(pilot.toObject().terms)
  return {
    terms,
    own: terms[pilotSideOf(actor)],
    mayDo: pilotPolicy.lead(actor, standing) || pilotPolicy.sayReached(actor, standing),
  }
}
