import type { ClientSession } from 'mongoose'
import { caseStudyPutBack, caseStudyTakenOut } from '../../shared/outcomes/outcomes.evidence.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { findChallenge } from '../challenges/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { dropMeasuredPilot } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import type { FromRoom } from '../resources/index.ts'
import { keepAsEvidence } from './outcomes.case-study.library.ts'
import { CaseStudy, type CaseStudyRecord } from './outcomes.case-study.model.ts'
import { Pilot, type PilotRecord } from './outcomes.model.ts'

/** The case study that a resource shows, under change, with what every event of it carries; null for none. */
async function shownBy(resourceId: string, session: ClientSession) {
  const study = await CaseStudy.findOne({ 'published.resourceId': resourceId }).session(session)
  const challenge = study && (await findChallenge(study.challengeId))
  if (!study?.published || !challenge) return null
  const { challengeId, pilotId, supplierId, published } = study.toObject()
  const event = {
    challengeId,
    pilotId,
    supplierId,
    authorityId: challenge.authorityId,
    caseStudyId: study._id,
    number: published?.number ?? 0,
    resourceId,
  }
  return { study, challenge, event }
}

/** A broker took it out of the library: both sides are told, and it is evidence no more. */
async function takenOut(session: ClientSession, actor: Actor, resourceId: string): Promise<void> {
  const shown = await shownBy(resourceId, session)
  if (!shown) return
  const { study, event } = shown
  study.set({ takenOut: { number: event.number, at: now(), byUserId: actor.userId } })
  await study.save({ session })
  await dropMeasuredPilot(session, actor, study.supplierId, study._id)
  await record(session, actor, caseStudyTakenOut, event)
}

/** A broker put it back as both sides had agreed to it: it is evidence again. */
async function putBack(session: ClientSession, actor: Actor, resourceId: string): Promise<void> {
  const shown = await shownBy(resourceId, session)
  if (!shown) return
  const { study, challenge, event } = shown
  study.set({ takenOut: null })
  await study.save({ session })
  const { challengeId, submissionId, published, versions } = study.toObject<CaseStudyRecord>()
  const pilot = await Pilot.findOne({ challengeId, submissionId }).session(session).lean<PilotRecord>()
  const contracts = (await awardOnRecord(challengeId))?.contracts ?? []
  const contract = contracts.find((one) => one.submissionId === submissionId)
  if (pilot && contract && published) {
    const summary = versions.find(({ number }) => number === published.number)?.summary ?? ''
    const facts = { challenge, contract, pilot }
    await keepAsEvidence(session, actor, facts, { id: study._id, summary, slug: published.slug })
  }
  await record(session, actor, caseStudyPutBack, event)
}

/** What happens here when a broker moves a case study in the library. */
export const caseStudiesMoved: FromRoom = { takenOut, putBack }
