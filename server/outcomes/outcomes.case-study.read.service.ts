import type { CaseStudyState } from '../../shared/outcomes/case-study.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { notFound } from '../platform/errors.ts'
import type { CaseStudyRecord } from './outcomes.case-study.model.ts'
import { caseStudyPolicy } from './outcomes.case-study.policy.ts'
import { type CaseStudyPlace, type LoadedCaseStudy, loadCaseStudy } from './outcomes.case-study.service.ts'
import { pilotSideOf } from './outcomes.policy.ts'

const mayOf = (actor: Actor, { standing }: LoadedCaseStudy) => ({
  write: caseStudyPolicy.write(actor, standing),
  send: caseStudyPolicy.send(actor, standing),
  answer: caseStudyPolicy.answer(actor, standing),
  withdraw: caseStudyPolicy.withdraw(actor, standing),
})

/** Where the case study of a pilot stands, for the pilot's own page; null for somebody who may know of none. */
export async function caseStudyStanding(
  actor: Actor,
  place: CaseStudyPlace,
): Promise<{ state: CaseStudyState | null; mayBegin: boolean; mayRead: boolean }> {
  const { standing } = await loadCaseStudy(actor, place)
  const mayRead = caseStudyPolicy.read(actor, standing)
  return {
    state: mayRead ? standing.state : null,
    mayBegin: standing.state === null && caseStudyPolicy.write(actor, standing),
    mayRead,
  }
}

const without = <Of extends { byUserId: string }>(one: Of | null): Omit<Of, 'byUserId'> | null => {
  if (!one) return null
  const { byUserId: _, ...told } = one
  return told
}

/** What of it a side reads: the buyer the latest version, the supplier the one that the buyer agreed to last. */
const shownTo = (actor: Actor, { versions, sent }: CaseStudyRecord) =>
  pilotSideOf(actor) === 'buyer' ? versions.at(-1) : versions.find(({ number }) => number === sent?.number)

/** The case study of a pilot as one of its two sides sees it. @throws AppError not-found to everybody else */
export async function readCaseStudy(actor: Actor, place: CaseStudyPlace) {
  const loaded = await loadCaseStudy(actor, place)
  const { piloted, study, standing } = loaded
  const record = study?.toObject() ?? null
  const version = record && shownTo(actor, record)
  if (!record || !version || !caseStudyPolicy.read(actor, standing)) throw notFound('Case study')
  const isBuyer = pilotSideOf(actor) === 'buyer'
  const earlier = isBuyer ? record.versions.slice(0, -1) : []
  return {
    challenge: { id: place.challengeId, title: piloted.challenge.title },
    submissionId: place.submissionId,
    supplierName: piloted.contract.supplier.name,
    authorityName: piloted.challenge.authorityName,
    state: standing.state as CaseStudyState,
    isPublic: standing.isPublic,
    isChanging: !isBuyer && record.versions.at(-1)?.number !== version.number,
    version: { ...version, byUserId: undefined },
    earlier: earlier.map(({ byUserId: _, ...one }) => one).reverse(),
    sent: without(record.sent),
    agreed: without(record.agreed),
    changeAsked: record.changeAsked?.number === version.number ? without(record.changeAsked) : null,
    published: without(record.published),
    withdrawn: without(record.withdrawn),
    may: mayOf(actor, loaded),
  }
}
